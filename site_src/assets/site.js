/* Search and citations. The site reads without this file; nothing of the index is loaded before the search opens. */
(() => {
  "use strict";
  const trigger = document.querySelector("a.find");
  if (!trigger) return;
  const base = trigger.dataset.base.replace(/\/?$/, "/");
  const suffix = trigger.dataset.suffix;
  const KINDS = ["actor", "event", "article", "day"];
  const TITLES = { actor: "Actors", event: "Events", article: "Articles", day: "Days" };
  const FILTERS = ["kind", "event type", "actor", "outlet", "month"];
  let dialog, input, list, status, selects, names, pagefind, run = 0;

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const script = (source) => new Promise((resolve, reject) => {
    const tag = element("script", { src: source });
    tag.onload = resolve;
    tag.onerror = () => reject(new Error(source));
    document.head.append(tag);
  });

  const loadNames = async () => {
    if (names) return names;
    await script(base + "names.js");
    names = window.briefingNames.map(([name, words, kind, path]) => {
      const [page, anchor] = path.split("#");
      const file = suffix === ".html" ? page + ".html" : page.replace(/(^|\/)index$/, "$1") + (/(^|\/)index$/.test(page) ? "" : "/");
      return { name, words, kind, url: base + file + (anchor ? "#" + anchor : ""), key: plain(name), more: plain(words) };
    });
    return names;
  };

  const loadText = async () => {
    if (pagefind || location.protocol === "file:") return pagefind;
    pagefind = await import(new URL(base + "pagefind/pagefind.js", location.href));
    await pagefind.options({ baseUrl: new URL(base, location.href).pathname, excerptLength: 22 });
    await pagefind.init();
    const found = await pagefind.filters();
    for (const name of FILTERS) fill(name, found[name] || {});
    return pagefind;
  };

  const fill = (name, values) => {
    const select = selects[name];
    const keys = Object.keys(values).sort();
    select.parentElement.hidden = keys.length < 2;
    for (const key of keys) select.append(element("option", { value: key }, `${key} (${values[key]})`));
  };

  const matchNames = (query) => {
    const words = plain(query).split(/\s+/).filter(Boolean);
    if (!words.length || !names) return [];
    const score = (row) => {
      if (!words.every((word) => row.key.includes(word) || row.more.includes(word))) return 0;
      if (row.key === words.join(" ")) return 4;
      if (words.every((word) => row.key.split(/[\s-]+/).some((part) => part.startsWith(word)))) return 3;
      return words.every((word) => row.key.includes(word)) ? 2 : 1;
    };
    const rank = { person: 0, organization: 0, state: 0, place: 1, event: 2, article: 3 };
    return names.map((row) => [score(row), row]).filter(([value]) => value)
      .sort((a, b) => b[0] - a[0] || rank[a[1].kind] - rank[b[1].kind] || a[1].name.length - b[1].name.length)
      .slice(0, 8).map(([, row]) => row);
  };

  const item = (url, title, note, excerpt) => {
    const link = element("a", { href: url }, title);
    const row = element("li", {}, link);
    if (note) row.append(" ", element("small", {}, note));
    if (excerpt) {
      const text = element("p");
      text.innerHTML = excerpt; // Pagefind's own markup: escaped text with <mark>
      row.append(text);
    }
    return row;
  };

  const group = (title, rows) => {
    if (rows.length) list.append(element("h2", {}, title), element("ul", {}, ...rows));
  };

  const chosen = () => Object.fromEntries(FILTERS.filter((name) => selects[name].value).map((name) => [name, selects[name].value]));

  const search = async () => {
    const query = input.value.trim();
    const mine = ++run;
    const filters = chosen();
    const filtered = Object.keys(filters).length > 0;
    await loadNames().catch(() => { names = []; });
    if (mine !== run) return;
    list.replaceChildren();
    const hits = filtered ? [] : matchNames(query);
    group("Names and titles", hits.map((row) => item(row.url, row.name, row.words && row.kind !== "article" ? `${row.kind}, ${row.words}` : row.kind)));
    status.textContent = query ? `${hits.length} names` : "";
    if (!query && !filtered) return;
    const engine = await loadText().catch(() => null);
    if (!engine || mine !== run) {
      if (!engine && !hits.length) status.textContent = "Nothing found among names and titles.";
      return;
    }
    const found = await engine.search(query || null, { filters });
    if (mine !== run) return;
    const data = await Promise.all(found.results.slice(0, 24).map((result) => result.data()));
    if (mine !== run) return;
    for (const kind of KINDS) {
      const rows = data.filter((result) => (result.filters.kind || [])[0] === kind).slice(0, 8);
      group(TITLES[kind], rows.map((result) => item(result.url, result.meta.title, (result.filters.outlet || [])[0], result.excerpt)));
    }
    status.textContent = found.results.length ? `${found.results.length} pages` : "Nothing found.";
  };

  const build = () => {
    input = element("input", { type: "search", id: "find-input", "aria-label": "Find names and words", placeholder: "Name or words", autocomplete: "off", spellcheck: "false" });
    status = element("p", { role: "status", class: "find-status" });
    list = element("div", { class: "find-results" });
    selects = {};
    const bar = element("div", { class: "find-filters" });
    for (const name of FILTERS) {
      selects[name] = element("select", {}, element("option", { value: "" }, "any"));
      selects[name].addEventListener("change", search);
      const label = element("label", {}, name + " ", selects[name]);
      label.hidden = true;
      bar.append(label);
    }
    const close = element("button", { type: "button" }, "Close");
    close.addEventListener("click", () => dialog.close());
    dialog = element("dialog", { class: "find-dialog", "aria-label": "Search" }, element("div", { class: "find-head" }, input, close), bar, status, list);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    let timer;
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 90); });
    dialog.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Enter" && document.activeElement === input && links.length) { event.preventDefault(); links[0].click(); }
      if (!step || document.activeElement.tagName === "SELECT") return;
      event.preventDefault();
      const next = at + step;
      if (next < 0) input.focus();
      else if (links[next]) links[next].focus();
    });
    list.addEventListener("click", (event) => { if (event.target.closest("a")) dialog.close(); });
    document.body.append(dialog);
  };

  const open = () => {
    if (!dialog) build();
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
    loadNames().catch(() => {});
    loadText().catch(() => {});
  };

  trigger.setAttribute("role", "button");
  trigger.setAttribute("aria-haspopup", "dialog");
  trigger.setAttribute("aria-label", "Search names and words (press /)");
  trigger.querySelector("span").textContent = "Search names and words";
  trigger.addEventListener("click", (event) => { event.preventDefault(); open(); });
  trigger.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); open(); } });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    const wanted = (event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (wanted && !event.altKey) { event.preventDefault(); open(); }
  });

  /* Copy a statement with its source. */
  const cite = async (figure, button) => {
    const clean = (node) => node.textContent.replace(/\s+/g, " ").trim();
    const source = figure.querySelector(".src");
    const words = clean(figure.querySelector("blockquote"));
    const by = [...figure.querySelector(".by").childNodes].filter((node) => node !== button).map((node) => node.textContent).join("").replace(/\s+/g, " ").trim();
    const page = location.href.split("#")[0] + (figure.id ? "#" + figure.id : "");
    await navigator.clipboard.writeText(`${words} (${by}) ${source ? source.href : page}`);
    button.textContent = "Copied";
  };
  for (const figure of document.querySelectorAll("figure.quote")) {
    const by = figure.querySelector(".by");
    if (!by) continue;
    const button = element("button", { type: "button", class: "cite" }, "Copy as citation");
    button.addEventListener("click", () => cite(figure, button).catch(() => { button.textContent = "Not allowed here"; }));
    by.append(button);
  }
})();
