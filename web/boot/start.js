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

  /* A loop, since what reads better here takes five times as long. */
  function decode(base64) {
    var text = atob(base64), bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) {
      bytes[i] = text.charCodeAt(i);
    }
    return bytes;
  }

  try {
    if (typeof wasm_bindgen === "undefined") {
      zipingShell.refuse("old"); /* It could not read the script before this one. */
      return;
    }
    var bytes = decode(program.textContent);
    program.parentNode.removeChild(program);
    /* Compiled while it is unpacked. */
    var unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    var file = new Response(unpacked, { headers: { "Content-Type": "application/wasm" } });
    wasm_bindgen({ module_or_path: file }).then(null, failed);
  } catch (error) {
    failed(error);
  }
})();
