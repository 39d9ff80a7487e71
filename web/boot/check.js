/* Says that the page is opening, or why it can't open in this browser and what
   to do. It runs in every browser there is, so it is written in the JavaScript
   of 1999 (ES3), and so are the other scripts in this directory. */
var zipingShell = (function () {
  var OLDEST_CHROMIUM = 80;

  /* The first that fits: nearly all of them also claim to be Chrome and Safari. */
  var BRANDS = [
    [/360ENT/i, "360 企业安全浏览器"],
    [/360EE/i, "360 极速浏览器"],
    [/360SE|QIHU/i, "360 安全浏览器"],
    [/Qaxbrowser/i, "奇安信可信浏览器"],
    [/Kylinbrowser/i, "麒麟浏览器"],
    [/QQBrowser/i, "QQ 浏览器"],
    [/MetaSr/i, "搜狗高速浏览器"],
    [/2345Explorer/i, "2345 浏览器"],
    [/LBBROWSER/i, "猎豹浏览器"],
    [/Maxthon/i, "傲游浏览器"],
    [/Edge?\//, "Edge"],
    [/Firefox/, "Firefox"],
    [/Chrome/, "Chrome"],
    [/Safari/, "Safari"]
  ];

  var REASONS = {
    compatible: "本页由 IE 内核（兼容模式）打开，IE 内核不能运行本页。",
    old: "浏览器的内核版本过低，本页需要 Chromium " + OLDEST_CHROMIUM + " 以上或 Firefox 113 以上的内核。",
    disabled: "浏览器没有启用 WebAssembly，本页不能运行。",
    incomplete: "本文件不完整，可能在复制或下载时中断。",
    failed: "本页启动失败。"
  };

  var REMEDIES = {
    compatible: "360、奇安信、QQ、搜狗等双核浏览器：点击地址栏右侧的内核图标，切换到“极速模式”，再打开本文件。",
    old: "将浏览器升级到新版本，再打开本文件。",
    disabled: "由本单位信息技术人员在浏览器策略中启用 WebAssembly。",
    incomplete: "重新取得一份完整的文件，再打开。",
    failed: "关闭其他标签页后刷新本页。仍不能打开的，重新取得一份完整的文件，或者将下方技术信息交本单位信息技术人员。"
  };

  var BROWSERS = [
    "Chrome 或 Edge 80 以上版本（Windows 7 可用 109 版）",
    "360 安全浏览器 13 以上版本，极速模式",
    "奇安信可信浏览器，极速模式",
    "Firefox ESR 115 以上版本（Windows 7 可用 115 版）"
  ];

  var agent = navigator.userAgent;
  var app = document.getElementById("app");
  var shell = { refused: false, started: false, refuse: refuse };

  function version(pattern) {
    var match = pattern.exec(agent);
    return match ? parseInt(match[1], 10) : 0;
  }

  /* In compatibility mode the name in the user agent is of no use: it says what
     IE would say. The document knows which IE it is. */
  var ie = document.documentMode || version(/MSIE (\d+)/);
  var chromium = version(/Chrom(?:e|ium)\/(\d+)/);
  var firefox = version(/Firefox\/(\d+)/);

  function browser() {
    var brand = ie ? "未能识别的双核浏览器或 IE" : "未能识别";
    for (var i = 0; i < BRANDS.length; i++) {
      if (BRANDS[i][0].test(agent)) {
        brand = BRANDS[i][1];
        break;
      }
    }
    if (ie) {
      return brand + "，IE " + ie + " 内核";
    }
    if (firefox || brand === "Chrome") {
      return brand + " " + (firefox || chromium);
    }
    return chromium ? brand + "，Chromium " + chromium + " 内核" : brand;
  }

  function add(parent, tag, text) {
    var element = document.createElement(tag);
    if (text) {
      element.appendChild(document.createTextNode(text));
    }
    return parent.appendChild(element);
  }

  function empty() {
    while (app.firstChild) {
      app.removeChild(app.firstChild);
    }
  }

  function refuse(reason, error) {
    shell.refused = true;
    empty();
    var message = add(app, "div");
    message.className = "shell-refusal";
    message.setAttribute("role", "alert");
    add(message, "h1", "本页在当前浏览器中不能打开");
    add(message, "p", REASONS[reason]);
    add(message, "p", "当前浏览器：" + browser());
    add(message, "h2", "处理办法");
    var remedies = add(message, "ol");
    add(remedies, "li", REMEDIES[reason]);
    var browsers = add(add(remedies, "li", "或者改用下列任一浏览器打开本文件："), "ul");
    for (var i = 0; i < BROWSERS.length; i++) {
      add(browsers, "li", BROWSERS[i]);
    }
    var details = add(message, "details");
    details.open = !!error;
    add(details, "summary", "技术信息");
    add(details, "pre", (error ? error + "\n" : "") + agent);
  }

  if (ie) {
    refuse("compatible");
  } else if (chromium && chromium < OLDEST_CHROMIUM) {
    refuse("old");
  } else if (typeof WebAssembly !== "object") {
    refuse("disabled");
  } else if (typeof DecompressionStream !== "function") {
    refuse("old"); /* Firefox before 113, Safari before 16.4. */
  } else {
    /* Mostly the program is there before: to show this would make it later. */
    setTimeout(function () {
      if (!app.firstChild) {
        var opening = add(app, "p", "正在打开…");
        opening.className = "shell-opening";
        opening.setAttribute("role", "status");
      }
    }, 300);
    window.onload = function () {
      if (!shell.started) {
        refuse("incomplete"); /* The last script of the file is missing. */
      }
    };
  }
  return shell;
})();
