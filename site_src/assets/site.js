/* The palette's switch, the trigger of the search, statements that moved, citations, and details on paper. The site reads without this file. */
(() => {
  "use strict";
  const trigger = document.querySelector("a.find");

  /* The palette: the system's until somebody chooses; the choice is kept as the theme's own script would keep it. */
  const options = [...document.querySelectorAll("form[data-md-component=palette] input")];
  const settle = (index) => {
    const color = {};
    for (const key of ["media", "scheme", "primary", "accent"]) {
      color[key] = options[index].getAttribute("data-md-color-" + key);
      document.body.setAttribute("data-md-color-" + key, color[key]);
    }
    options.forEach((option, at) => { option.nextElementSibling.hidden = at !== index; });
    document.documentElement.classList.remove("no-js");
    return { index, color };
  };
  if (options.length && !document.getElementById("__config")) {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const kept = () => __md_get("__palette");
    const follow = () => settle(kept()?.index ?? Math.max(0, options.findIndex((option) => matchMedia(option.dataset.mdColorMedia).matches)));
    follow();
    system.addEventListener("change", follow);
    options.forEach((option, index) => option.addEventListener("change", () => __md_set("__palette", settle(index))));
  }

  /* On paper everything is open. */
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) { one.open = true; one.dataset.paper = ""; }
  });
  addEventListener("afterprint", () => {
    for (const one of document.querySelectorAll("details[data-paper]")) { one.open = false; delete one.dataset.paper; }
  });

  /* Search: its script and style are loaded when it is first opened; they work without a server too. */
  const load = () => {
    load.done ??= new Promise((resolve, reject) => {
      const base = trigger.dataset.base.replace(/\/?$/, "/");
      const style = document.createElement("link");
      Object.assign(style, { rel: "stylesheet", href: base + "assets/find.css" });
      const script = document.createElement("script");
      Object.assign(script, { src: base + "assets/find.js", onerror: reject });
      script.onload = () => resolve(window.briefingFind(base, trigger.dataset.suffix));
      const styled = new Promise((ready) => { style.onload = style.onerror = ready; });
      document.head.append(style);
      styled.then(() => document.head.append(script));
    });
    return load.done;
  };
  const open = () => load().then((find) => find.open());

  if (trigger) {
    trigger.setAttribute("role", "button");
    trigger.setAttribute("aria-haspopup", "dialog");
    trigger.setAttribute("aria-keyshortcuts", "/ Control+K");
    trigger.title = "Press / to search";
    trigger.classList.add("find-ready");
    trigger.querySelector("span").textContent = "Search names and words";
    trigger.addEventListener("click", (event) => { event.preventDefault(); open(); });
    trigger.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); open(); } });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
      const command = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
      const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey;
      if ((command || slash) && !event.altKey) { event.preventDefault(); open(); }
    });
  }

  /* A statement that stands on another page now, by month: its article knows where. */
  const moved = /^#q\d+-(.+)$/.exec(location.hash);
  if (moved && trigger && !document.getElementById(location.hash.slice(1))) {
    const link = [...document.links].find((one) => one.hash === location.hash && one.href !== location.href);
    const path = "articles/" + moved[1] + trigger.dataset.suffix;
    const article = new URL(trigger.dataset.base.replace(/\/?$/, "/") + path, location.href);
    if (link) location.replace(link.href);
    else if (article.pathname !== location.pathname) location.replace(article.href + location.hash);
  }

  /* Copy a statement with its source. */
  const cite = async (figure, button) => {
    const clean = (text) => text.replace(/\s+/g, " ").trim();
    const source = figure.querySelector(".src");
    const words = clean([...figure.querySelectorAll("blockquote")].map((part) => part.textContent).join(" "));
    const by = clean([...figure.querySelector(".by").childNodes].filter((node) => node !== button).map((node) => node.textContent).join(""));
    const page = location.href.split("#")[0] + (figure.id ? "#" + figure.id : "");
    await navigator.clipboard.writeText(`${words} (${by}) ${source ? source.href : page}`);
    button.textContent = "Copied";
  };
  for (const figure of document.querySelectorAll("figure.quote")) {
    const by = figure.querySelector(".by");
    if (!by) continue;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "cite", textContent: "Copy as citation" });
    button.addEventListener("click", () => cite(figure, button).catch(() => { button.textContent = "Not allowed here"; }));
    by.append(button);
  }
})();
