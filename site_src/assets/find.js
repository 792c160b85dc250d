/* The search dialog: names and titles from names.js, then the text through Pagefind. Loaded when the search first opens.
   From disk, without a server, names and titles answer alone. */
window.briefingFind = (base, suffix) => {
  "use strict";
  const FILTERS = ["kind", "event type", "actor", "outlet", "month"];
  const KINDS = { event: "Events", actor: "Statements and mentions", article: "Articles", day: "Days" };
  const NAMES = 8, EACH = 5, ONE = 40, BATCH = 20, MANY = 40, WORDS = 36;
  const online = location.protocol !== "file:";
  const fields = {};
  let names, pagefind, run = 0;

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  const titles = (number) => (number === 1 ? "1 name or title" : `${number} names and titles`);

  /* What is searched */

  const loadNames = () => {
    names ??= new Promise((resolve, reject) => {
      const script = element("script", { src: base + "names.js" });
      script.onload = () => resolve(window.briefingNames.map(([name, words, kind, path]) => {
        const [page, anchor] = path.split("#");
        const folder = page.replace(/(^|\/)index$/, "$1");
        const file = suffix === ".html" ? page + ".html" : folder === page ? page + "/" : folder;
        return { name, words, kind, url: base + file + (anchor ? "#" + anchor : ""), key: plain(name), more: plain(words) };
      }));
      script.onerror = () => reject(new Error("names.js"));
      document.head.append(script);
    });
    return names;
  };

  const loadText = () => {
    pagefind ??= (async () => {
      const root = new URL(base, location.href);
      const engine = await import(new URL("pagefind/pagefind.js", root));
      await engine.options({ baseUrl: root.pathname });
      await engine.init();
      offer(await engine.filters(), true);
      return engine;
    })();
    return pagefind;
  };

  const matchNames = (rows, query) => {
    const words = plain(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const whole = words.join(" ");
    const score = (row) => {
      if (row.key === whole) return 5;
      if (!words.every((word) => row.key.includes(word) || row.more.includes(word))) return 0;
      const parts = row.key.split(/[\s-]+/);
      if (words.every((word) => parts.includes(word))) return 4;
      if (words.every((word) => parts.some((part) => part.startsWith(word)))) return 3;
      return words.every((word) => row.key.includes(word)) ? 2 : 1;
    };
    const rank = { event: 1, article: 2 };
    return rows.map((row) => [score(row) - 2 * (rank[row.kind] || 0), row, score(row)]).filter((hit) => hit[2])
      .sort((a, b) => b[0] - a[0] || a[1].name.length - b[1].name.length || (a[1].key < b[1].key ? -1 : 1))
      .map((hit) => hit[1]);
  };

  /* The sentence or statement of a page that holds most of the words; locations are numbers of words. */
  const passage = (result) => {
    const words = result.raw_content.split(/\s+/);
    const places = [...new Set(result.locations)].sort((a, b) => a - b);
    const { anchors } = result;
    let best = { start: Math.max(0, (places[0] ?? 0) - 8), end: words.length, hits: 0, id: "" }; // of a page whose title alone fits: its beginning
    anchors.forEach((anchor, index) => {
      const heading = /^h[1-6]$/.test(anchor.element);
      const start = anchor.location + (heading ? anchor.text.split(/\s+/).length : 0);
      const end = anchors[index + 1]?.location ?? words.length;
      const hits = places.filter((place) => place >= start && place < end).length;
      const id = heading ? "" : anchor.id;
      if (hits > best.hits || (hits && hits === best.hits && id && !best.id)) best = { start, end, hits, id };
    });
    const first = places.find((place) => place >= best.start) ?? best.start;
    const start = first - best.start > WORDS - 8 ? first - 8 : best.start;
    const end = Math.min(best.end, start + WORDS);
    const text = element("p");
    if (start > best.start) text.append("… ");
    for (let at = start; at < end; at++) text.append(places.includes(at) ? element("mark", {}, words[at]) : words[at], " ");
    if (end < best.end) text.append("…");
    return { url: result.url + (best.id ? "#" + best.id : ""), text };
  };

  /* The dialog */

  const input = element("input", { type: "search", id: "find-input", "aria-label": "Find names and words", placeholder: "Name or words", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" });
  const bar = element("div", { class: "find-filters", role: "group", "aria-label": "Narrow down", hidden: "" });
  const status = element("p", { role: "status", class: "find-status" });
  const named = element("div"), texts = element("div");
  const list = element("div", { class: "find-results" }, named, texts);
  const close = element("button", { type: "button", class: "find-close" }, "Close");
  const head = element("div", { class: "find-head" }, input, close);
  const dialog = element("dialog", { class: "find-dialog", "aria-label": "Search" }, head, bar, status, list);

  /* Filters: a list to choose from, or, for hundreds of names, a field that completes. */
  const offer = (found, first) => {
    for (const name of FILTERS) {
      const values = found[name] || {};
      const keys = Object.keys(values).sort((a, b) => (name === "month" ? (a < b ? 1 : -1) : a < b ? -1 : 1));
      if (first && keys.length > 1) addFilter(name, keys);
      const field = fields[name];
      if (!field || field.tagName !== "SELECT") continue;
      for (const option of field.options) {
        if (!option.value) continue;
        const number = values[option.value] || 0;
        option.textContent = `${option.value} (${number})`;
        option.hidden = number === 0 && !option.selected;
      }
    }
    bar.hidden = Object.keys(fields).length === 0;
  };
  const addFilter = (name, keys) => {
    const options = keys.map((key) => element("option", { value: key }));
    if (keys.length > MANY) {
      const id = "find-" + name.replace(" ", "-");
      fields[name] = element("input", { list: id, placeholder: "any", size: "14" });
      bar.append(element("label", {}, element("span", {}, name), fields[name], element("datalist", { id }, ...options)));
    } else {
      fields[name] = element("select", {}, element("option", { value: "" }, "any"), ...options);
      bar.append(element("label", {}, element("span", {}, name), fields[name]));
    }
    fields[name].known = new Set(keys);
    fields[name].addEventListener("change", search);
  };
  const chosen = () => Object.fromEntries(FILTERS.filter((name) => fields[name]?.known.has(fields[name].value)).map((name) => [name, fields[name].value]));

  const group = (title, rows, more) => {
    const section = element("section", {}, element("h2", {}, title), element("ul", {}, ...rows));
    if (more) section.append(more);
    return section;
  };
  const line = (url, title, notes, text) => {
    const row = element("li", {}, element("a", { href: url }, title));
    const note = notes.filter(Boolean).join(", ");
    if (note) row.append(" ", element("small", {}, note));
    if (text) row.append(text);
    return row;
  };
  const textLine = (result) => {
    const { url, text } = passage(result);
    const filters = result.filters;
    return line(url, result.meta.title, [filters["event type"]?.[0], filters.outlet?.[0], filters.kind?.[0] === "day" ? "" : filters.month?.[0]], text);
  };
  const moreButton = (kind, number) => {
    const button = element("button", { type: "button", class: "find-more" }, `All ${number}`);
    button.addEventListener("click", () => { fields.kind.value = kind; search(); input.focus(); });
    return button;
  };

  const showNames = (rows, query, filters) => {
    const narrowed = Object.keys(filters).length > 0;
    const hits = narrowed ? rows.filter((row) => row.name === filters.actor) : matchNames(rows, query);
    const notes = (row) => (row.kind === "article" ? [row.words] : row.kind === "event" ? ["event", row.words] : [row.kind]);
    named.replaceChildren(...(hits.length ? [group("Names and titles", hits.slice(0, NAMES).map((row) => line(row.url, row.name, notes(row))))] : []));
    return hits.length;
  };

  /* Results by kind. One search gives the best pages; a kind that it does not reach is searched by itself. */
  const showTexts = async (engine, query, filters, mine) => {
    const found = await engine.search(query || null, { filters });
    const counts = found.filters.kind || {};
    const limit = filters.kind ? ONE : EACH;
    const best = await Promise.all(found.results.slice(0, filters.kind ? ONE : BATCH).map((result) => result.data()));
    const sections = [];
    for (const [kind, title] of Object.entries(KINDS)) {
      const total = counts[kind] || 0;
      let rows = best.filter((result) => result.filters.kind?.[0] === kind);
      if (rows.length < Math.min(limit, total)) {
        const own = await engine.search(query || null, { filters: { ...filters, kind } });
        rows = await Promise.all(own.results.slice(0, limit).map((result) => result.data()));
      }
      if (rows.length) sections.push(group(title, rows.slice(0, limit).map(textLine), total > limit && !filters.kind && fields.kind ? moreButton(kind, total) : null));
    }
    if (mine !== run) return null;
    texts.replaceChildren(...sections);
    offer(found.totalFilters && query ? found.totalFilters : found.filters, false);
    return found.results.length;
  };

  const search = async () => {
    const mine = ++run;
    const query = input.value.trim();
    const filters = chosen();
    const rows = await loadNames().catch(() => []);
    if (mine !== run) return;
    const hits = showNames(rows, query, filters);
    if (!query && !Object.keys(filters).length) {
      texts.replaceChildren();
      status.textContent = online ? "Names first, then every sentence. Arrow keys move, Enter opens." : "Names and titles; words are searched where the site is served.";
      return;
    }
    status.textContent = hits ? titles(hits) : online ? "Searching …" : "No such name or title.";
    if (!online) return;
    const engine = await loadText().catch(() => null);
    if (mine !== run) return;
    if (!engine) { status.textContent = `${titles(hits)}; the text is not indexed yet.`; return; }
    const pages = await showTexts(engine, query, filters, mine);
    if (pages === null) return;
    status.textContent = pages || hits ? [hits && titles(hits), count(pages, "page")].filter(Boolean).join(", ") : "Nothing found.";
  };

  let timer;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 60); });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest(".find-results a")) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { event.preventDefault(); dialog.close(); } // the field alone would only be emptied
    if (event.key === "Enter" && document.activeElement === input && links.length) {
      event.preventDefault();
      links[0].click();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || bar.contains(document.activeElement)) return;
    event.preventDefault();
    if (at + step < 0) input.focus();
    else links[at + step]?.focus();
  });
  document.body.append(dialog);

  return {
    open() {
      if (!dialog.open) dialog.showModal();
      input.focus();
      input.select();
      if (online) loadText().catch(() => {});
      search();
    },
  };
};
