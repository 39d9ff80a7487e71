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

  try {
    if (typeof wasm_bindgen === "undefined") {
      zipingShell.refuse("old"); /* It could not read the script before this one. */
      return;
    }
    var bytes = decode(program);
    program.parentNode.removeChild(program);
    inflate(bytes).then(function (module) {
      return wasm_bindgen({ module_or_path: module });
    }).then(null, failed);
  } catch (error) {
    failed(error);
  }
})();
