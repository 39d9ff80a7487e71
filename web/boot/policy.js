/* The page's Content-Security-Policy: only the scripts and styles of this file
   run, and nothing is sent or fetched.

   It is written by a script because browsers disagree on how to allow
   WebAssembly. Chromium 97, Firefox 102 and Safari 16 have 'wasm-unsafe-eval';
   before that there is only 'unsafe-eval', which would let text run as a script
   too. findLast came with Chromium 97 and Firefox 104, but with Safari 15.4
   already.

   The inliner puts the hashes in. Where Trunk serves the page there are none,
   and no policy: its scripts are files, and it reloads the page by one more. */
(function () {
  var scripts = "@SCRIPT_HASHES@", styles = "@STYLE_HASHES@";
  if (scripts.charAt(0) !== "'") {
    return;
  }
  var modern = "findLast" in Array.prototype && !/Version\/15\./.test(navigator.userAgent);
  var policy = [
    "default-src 'none'",
    "script-src " + scripts + (modern ? " 'wasm-unsafe-eval'" : " 'unsafe-eval'"),
    "style-src " + styles,
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'"
  ];
  document.write('<meta http-equiv="Content-Security-Policy" content="' + policy.join("; ") + '">');
})();
