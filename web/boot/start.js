/* Starts the program that the inliner put into this file. Where Trunk serves
   the page there is none, and Trunk starts it. */
(function () {
  zipingShell.started = true;
  var program = document.getElementById("program");
  if (!program || zipingShell.refused) {
    return;
  }

  function failed(error) {
    /* A browser that can't read the module's script has none of what it makes. */
    zipingShell.refuse(error instanceof ReferenceError ? "old" : "failed", error);
  }

  /* Seven bits a character: web/boot/unpack.wat has the work, in some 200 bytes. */
  function decode(element) {
    var text = element.textContent, code = atob("@UNPACK@"), module = new Uint8Array(code.length);
    for (var i = 0; i < code.length; i++) {
      module[i] = code.charCodeAt(i);
    }
    var unpacking = new WebAssembly.Instance(new WebAssembly.Module(module)).exports;
    /* No character has more than two bytes. */
    unpacking.memory.grow(Math.ceil(text.length * 2 / 65536));
    var bytes = new Uint8Array(unpacking.memory.buffer);
    unpacking.unpack(new TextEncoder().encodeInto(text, bytes).written);
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

  /* Puts what a module brings along into the page: the script that binds it, styles. */
  function put(tag, module) {
    var sections = WebAssembly.Module.customSections(module, tag);
    for (var i = 0; i < sections.length; i++) {
      var element = document.createElement(tag);
      element.appendChild(document.createTextNode(new TextDecoder().decode(sections[i])));
      document.head.appendChild(element);
    }
  }

  /* Runs the module that the inliner put into an element, and takes its text out of the
     page. `glue` gives the function that the module's script has made by then. */
  function run(element, glue) {
    var bytes = decode(element);
    element.parentNode.removeChild(element);
    return inflate(bytes).then(function (whole) {
      return WebAssembly.compile(whole);
    }).then(function (module) {
      put("style", module);
      put("script", module);
      return glue()({ module_or_path: module });
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
      return run(document.getElementById("office"), function () { return ziping_office; });
    }).then(function () {
      return ziping_office;
    });
    return office;
  };

  try {
    run(program, function () { return wasm_bindgen; }).then(null, failed);
  } catch (error) {
    failed(error);
  }
})();
