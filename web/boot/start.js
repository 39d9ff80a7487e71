/* Starts the program that the inliner put into this file. Where Trunk serves
   the page there is none, and Trunk starts it. */
(function () {
  zipingShell.started = true;
  var program = document.getElementById("program");
  if (!program || zipingShell.refused) {
    return;
  }

  function failed(error) {
    zipingShell.refuse("failed", error);
  }

  /* Seven bits a character; crates/xtask/src/pack.rs says how, and why. */
  function decode(element) {
    var text = element.textContent;
    var illegal = [0, 13, 60], bytes = new Uint8Array(text.length * 2);
    var length = 0, rest = 0, count = 0;
    function add(septet) {
      rest = (rest << 7) | septet;
      count += 7;
      if (count >= 8) {
        count -= 8;
        bytes[length++] = rest >> count;
        rest &= (1 << count) - 1;
      }
    }
    for (var i = 0; i < text.length; i++) {
      var code = text.charCodeAt(i);
      if (code < 160) {
        add(code);
      } else {
        add(illegal[(code - 160) >> 7]);
        add((code - 160) & 127);
      }
    }
    return bytes.subarray(0, Number(element.getAttribute("data-bytes")));
  }

  /* Read piece by piece: what hands the pieces on in another way takes longer. */
  function inflate(bytes) {
    var stream = new DecompressionStream("deflate"), reader = stream.readable.getReader();
    var writer = stream.writable.getWriter(), pieces = [], length = 0;
    /* What fails here fails in reading too. */
    writer.write(bytes).then(null, function () {});
    writer.close().then(null, function () {});
    function next(piece) {
      if (!piece.done) {
        pieces.push(piece.value);
        length += piece.value.length;
        return reader.read().then(next);
      }
      var whole = new Uint8Array(length), at = 0;
      for (var i = 0; i < pieces.length; i++) {
        whole.set(pieces[i], at);
        at += pieces[i].length;
      }
      return whole;
    }
    return reader.read().then(next);
  }

  /* Runs what the inliner put into an element, and takes the text out of the page. */
  function run(element, glue) {
    var bytes = decode(element);
    element.parentNode.removeChild(element);
    return inflate(bytes).then(function (module) {
      return glue({ module_or_path: module });
    });
  }

  /* The module for Office files: unpacked when it is first asked for. Its element comes
     last in the page, and may not be there yet. */
  var office;
  zipingShell.office = function () {
    office = office || new Promise(function (resolve) {
      if (document.readyState === "loading") {
        document.addEventListener("DOMContentLoaded", resolve);
      } else {
        resolve();
      }
    }).then(function () {
      return run(document.getElementById("office"), ziping_office);
    }).then(function () {
      return ziping_office;
    });
    return office;
  };

  try {
    if (typeof wasm_bindgen === "undefined") {
      zipingShell.refuse("old"); /* It could not read the script before this one. */
      return;
    }
    run(program, wasm_bindgen).then(null, failed);
  } catch (error) {
    failed(error);
  }
})();
