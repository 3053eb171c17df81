"use strict";
(() => {
  const NONE = "(none)";
  const MADE_READY = 60;
  const PRINTED_MOST = 100;
  const DIMENSIONS = ["epic", "objective", "release", "owner"];
  const RANKS = ["failing", "unproven", "unspecified", "unstarted", "done"];
  const WORDS = { epic: "No epic", objective: "No objective", release: "No release", owner: "No owner" };
  const form = document.querySelector(".tools");
  const groups = document.querySelector(".groups");
  if (!groups) return;

  // Text of the project is only ever set as text: nothing here reads markup out of it.
  const make = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (value === undefined || value === false || value === null) continue;
      if (name === "class") element.className = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== ""));
    return element;
  };
  const icon = (look) => make("i", { class: look });
  const text = (words) => make("bdi", {}, words);
  const rich = (words) => make("bdi", {}, ...words.split("`").map((part, index) =>
    index % 2 ? make("code", {}, part) : part));

  // ---- the list ----

  const standard = groups.dataset.by;
  let grouped = standard;
  const readRow = (item, section, number) => {
    const say = (selector) => item.querySelector(selector)?.textContent.trim() ?? "";
    // What the markup says anyway is not said again in attributes: the page is to be small.
    const places = { owner: say(":scope > .o"), ...item.dataset };
    if (standard) places[standard] = section.dataset.name;
    const button = item.querySelector("h3 button");
    button.setAttribute("aria-expanded", "false");
    return {
      item, button, places, title: button.lastChild.textContent.trim(),
      number,
      id: item.dataset.id ?? say("h3 b"),
      was: (item.dataset.was || "").split(" ").filter(Boolean),
      verdict: item.className,
      words: item.textContent.toLowerCase(),
      panel: null,
    };
  };
  const rows = [...groups.querySelectorAll(".stories > li")].map((item, number) => readRow(item, item.closest("section"), number));
  const byItem = new Map(rows.map((row) => [row.item, row]));
  const known = new Map();
  for (const row of rows) for (const id of row.was) known.set(id.toLowerCase(), row);
  for (const row of [...rows].reverse()) known.set(row.id.toLowerCase(), row);

  const readAddress = () => {
    const address = location.hash.slice(1);
    if (address && !address.startsWith("/")) return null;
    const [path, query] = [address.split("?")[0], address.slice(address.indexOf("?") + 1)];
    const wanted = new URLSearchParams(address.includes("?") ? query : "");
    const state = { story: null, q: wanted.get("q") || "", by: wanted.get("by") || "", verdict: wanted.get("verdict") || "" };
    for (const dimension of DIMENSIONS) state[dimension] = wanted.get(dimension) || "";
    if (path.startsWith("/story/")) {
      try { state.story = decodeURIComponent(path.slice(7)); } catch { state.story = path.slice(7); }
    }
    return state;
  };
  const writeAddress = (state) => {
    const query = new URLSearchParams();
    for (const name of ["q", "verdict", ...DIMENSIONS, "by"]) if (state[name]) query.set(name, state[name]);
    const tail = query.size === undefined ? query.toString() : query.size ? query.toString() : "";
    return `#/${state.story === null ? "" : `story/${encodeURIComponent(state.story)}`}${tail ? `?${tail}` : ""}`;
  };

  let state = { story: null, q: "", by: "", verdict: "", epic: "", objective: "", release: "", owner: "" };

  const go = (changes, replace) => {
    state = { ...state, ...changes };
    const address = writeAddress(state);
    if (address === location.hash || (address === "#/" && location.hash === "")) return;
    if (replace) history.replaceState(null, "", address); else history.pushState(null, "", address);
  };

  const matches = (row) =>
    (!state.verdict || row.verdict === state.verdict) &&
    DIMENSIONS.every((name) => !state[name] || (row.places[name] || NONE) === state[name]) &&
    (!state.q || state.q.toLowerCase().split(/\s+/).every((word) => row.words.includes(word)));

  const filter = () => {
    const asked = state.story === null ? null : known.get(state.story.toLowerCase());
    let shown = 0;
    for (const row of rows) {
      const fits = matches(row) || row === asked;
      if (row.item.hidden === fits) row.item.hidden = !fits;
      shown += fits;
    }
    for (const section of groups.children) section.hidden = !section.querySelector(".stories > li:not([hidden])");
    const isFiltered = shown !== rows.length || state.q || state.verdict || DIMENSIONS.some((name) => state[name]);
    form.querySelector("output").textContent = !isFiltered ? "" : shown ? `Showing ${shown} of ${rows.length} stories` : "No story fits";
    form.elements.all.hidden = !isFiltered;
  };

  const group = (by) => {
    if (by === grouped) return;
    grouped = by;
    const gathered = new Map();
    for (const row of rows) {
      const name = by ? row.places[by] || "" : "";
      if (!gathered.has(name)) gathered.set(name, []);
      gathered.get(name).push(row);
    }
    const rank = (row) => RANKS.indexOf(row.verdict);
    for (const list of gathered.values()) list.sort((one, other) => rank(one) - rank(other) || one.number - other.number);
    const sections = [...gathered].sort(([one, first], [other, second]) =>
      rank(first[0]) - rank(second[0]) || !one - !other || (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
    groups.replaceChildren(...sections.map(([name, list]) => make("section", {},
      make("h2", by ? {} : { class: "only" }, by ? text(name || WORDS[by]) : "", by ? " " : "",
        make("small", {}, `${list.filter((row) => row.verdict === "done").length} of ${list.length} done`)),
      make("ul", { class: "stories" }, list.map((row) => row.item)))));
  };

  const show = (next, isFirst) => {
    const before = state.story;
    state = next;
    for (const name of ["q", "verdict", ...DIMENSIONS]) if (form.elements[name]) form.elements[name].value = state[name];
    if (form.elements.by) form.elements.by.value = state.by || standard;
    group(DIMENSIONS.includes(state.by) ? state.by : standard);
    filter();
    if (before !== null && before !== state.story) {
      const left = known.get(before.toLowerCase());
      if (left) fold(left);
    }
    const missing = document.querySelector(".missing");
    missing.hidden = true;
    if (state.story === null) return;
    const row = known.get(state.story.toLowerCase());
    if (!row) {
      missing.textContent = `There is no story ${state.story} on this page.`;
      missing.hidden = false;
      return;
    }
    unfold(row).then(() => {
      row.item.scrollIntoView({ block: isFirst || before !== state.story ? "start" : "nearest" });
      row.button.focus({ preventScroll: true });
    });
  };

  // ---- what unfolds ----

  const chunks = [...document.querySelectorAll("script.chunk")].map((script) => ({
    first: Number(script.dataset.first), script, value: null, loading: null,
  }));
  const chunkOf = (number) => chunks.findLast((chunk) => chunk.first <= number);
  const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;.=:?@^_`{|}~";
  const digits = new Uint8Array(128);
  [...ALPHABET].forEach((letter, value) => { digits[letter.charCodeAt(0)] = value; });
  const decode = (packed) => {
    const bytes = new Uint8Array(Math.floor(packed.length * 4 / 5));
    const view = new DataView(new ArrayBuffer(4));
    for (let start = 0, end = 0; start < packed.length; start += 5, end += 4) {
      let value = 0;
      for (let place = start; place < start + 5; place += 1) {
        value = value * 85 + (place < packed.length ? digits[packed.charCodeAt(place)] : 84);
      }
      view.setUint32(0, value);
      for (let place = 0; place < 4 && end + place < bytes.length; place += 1) bytes[end + place] = view.getUint8(place);
    }
    return bytes;
  };
  const inflate = async (packed) => {
    const bytes = decode(packed);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  };
  const load = (chunk) => {
    chunk.loading ||= inflate(chunk.script.textContent).then((value) => { chunk.value = value; });
    return chunk.loading;
  };
  const build = (row) => {
    const chunk = chunkOf(row.number);
    if (row.panel || !chunk || !chunk.value) return row.panel;
    row.panel = draw(chunk.value[row.number - chunk.first], row);
    row.item.append(row.panel);
    reachWide(row.panel);
    return row.panel;
  };
  const reachWide = (part) => {
    for (const wide of part.querySelectorAll(".x.wide")) {
      if (wide.scrollWidth > wide.clientWidth + 1) wide.tabIndex = 0; else wide.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", () => { for (const row of rows) if (row.panel && !row.panel.hidden) reachWide(row.panel); });
  const unfold = async (row) => {
    row.button.setAttribute("aria-expanded", "true");
    const chunk = chunkOf(row.number);
    if (chunk) await load(chunk);
    // It may have been folded again while it was read.
    if (row.button.getAttribute("aria-expanded") === "true" && build(row)) row.panel.hidden = false;
  };
  const fold = (row) => {
    row.button.setAttribute("aria-expanded", "false");
    if (row.panel) row.panel.hidden = true;
  };

  const copyButton = (code, words, label) => {
    const button = make("button", { type: "button", class: "copy", "aria-label": `Copy ${label}` }, "Copy");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(words);
      } catch {
        const range = document.createRange();
        range.selectNodeContents(code);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        document.execCommand("copy");
      }
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    return button;
  };
  const copied = (words) => {
    const code = make("code", {}, words);
    return make("span", { class: "copied" }, code, copyButton(code, words, words));
  };
  const copiedBlock = (words) => {
    const block = make("pre", {}, words);
    return [block, make("p", {}, copyButton(block, words, "the step"))];
  };
  const titled = (title, ...content) => make("div", {}, make("h4", {}, title), ...content);

  const drawFiles = (files, left) => {
    const pictures = (files || []).filter((file) => file[3]);
    const others = (files || []).filter((file) => !file[3]);
    const drawn = [];
    if (pictures.length) {
      drawn.push(make("div", { class: "shots" }, pictures.map(([kind, name, address]) => make("figure", {},
        make("a", { href: address }, make("img", { src: address, alt: `What the browser showed: ${name || kind}` })),
        make("figcaption", {}, text(name || kind))))));
    }
    const lines = others.map(([kind, name, address, , opened]) => make("li", {}, `${kind}: `,
      address ? make("a", { href: address, download: true }, text(name || kind)) : make("span", {}, text(name || kind), " (the file is gone)"),
      opened ? make("div", {}, copied(`playwright show-trace ${opened}`)) : ""));
    for (const why of left || []) lines.push(make("li", {}, text(why)));
    if (lines.length) drawn.push(make("ul", { class: "plain" }, lines));
    return drawn;
  };
  const drawValues = (values) => (values || []).map(([column, value], index) =>
    [index ? ", " : "", text(column), " ", make("b", {}, text(value))]).flat();
  const drawTable = (head, body, name) => make("div", { class: "scroll", role: "group", tabindex: 0, "aria-label": name }, make("table", {},
    make("thead", {}, make("tr", {}, head.map((cell) => make("th", { scope: "col" }, cell)))),
    make("tbody", {}, body.map((cells) => make("tr", {}, cells.map((cell) => make("td", {}, text(cell))))))));
  const drawDifference = (difference) => make("div", { class: "scroll", role: "group", tabindex: 0, "aria-label": "Differences" },
    make("table", { class: "diff" }, make("tbody", {}, difference.map(([mark, cells, odd]) => make("tr", { class: mark },
      make("th", { scope: "row" }, mark === "same" ? make("span", { class: "unseen" }, "both") : mark === "missing" ? "expected" : "got"),
      cells.map((cell, index) => make("td", odd.includes(index) ? { class: "odd" } : {}, text(cell))))))));
  const drawAccepted = (accepted) => (accepted || []).map((entry) => make("div", {},
    make("p", {}, text(entry.says), entry.until ? `, holds until ${entry.until}` : "",
      entry.why_not ? make("b", {}, ` — does not count: ${entry.why_not}`) : ""),
    entry.note ? make("p", {}, text(entry.note)) : "", drawFiles(entry.files)));

  const drawTrouble = (trouble, details) => {
    const said = [];
    if (trouble.table) said.push(drawDifference(trouble.table));
    else if (trouble.expected !== undefined || trouble.got !== undefined) {
      said.push(make("dl", { class: "said" },
        make("dt", {}, "Expected"), make("dd", { dir: "auto" }, trouble.expected || ""),
        make("dt", {}, "Got"), make("dd", { class: "got", dir: "auto" }, trouble.got || "")));
    }
    const message = (trouble.message || "").trim();
    const isShort = message.split("\n").length <= 4 && message.length <= 400;
    const inside = [
      trouble.step ? make("p", {}, rich(trouble.step)) : "",
      ...said,
      trouble.problem ? make("p", {}, rich(trouble.problem)) : "",
      ...(trouble.stale || []).map((words) => make("p", {}, text(words))),
      ...(message ? [isShort && !said.length
        ? make("pre", { dir: "auto" }, message)
        : make("details", {}, make("summary", {}, "Whole message"), make("pre", { dir: "auto" }, message))] : []),
      ...drawFiles(trouble.files, trouble.left),
      ...(trouble.environments ? [drawTable(["Environment", "Verdict"], trouble.environments.map(([where, , label]) => [where, label]), "Environments")] : []),
      ...drawAccepted(trouble.accepted),
      ...(trouble.snippets ? [titled("A step to start from", copiedBlock(trouble.snippets.join("\n\n\n")))] : []),
      ...(trouble.attempts && (trouble.attempts.length > 1 || trouble.folded) ? [make("details", {}, make("summary", {}, `All tries (${trouble.attempts.length})`),
        drawTable(["When", "What came of it", "Where", "Took", "Remark"], trouble.attempts, "All tries"))] : []),
      make("div", { class: "facts" },
        make("span", { class: "at" }, "Line ", copied(trouble.at)),
        trouble.function ? make("span", { class: "at" }, "Step ", copied(trouble.function)) : ""),
    ];
    const head = trouble.folded && !trouble.values ? "What is known of it" : [make("strong", {}, trouble.label),
      trouble.values ? [": ", ...drawValues(trouble.values)] : ""].flat();
    return make("details", { class: `case ${trouble.look}`, open: !trouble.folded },
      make("summary", {}, head), make("div", { class: "in" }, ...inside));
  };

  const drawProofs = (proofs) => {
    const [first] = proofs;
    if (proofs.length === 1) {
      const words = first.when ? `Shown to work ${first.when}` : "Shown to work";
      const inside = [...drawFiles(first.files), ...drawAccepted(first.accepted),
        ...(first.environments ? [drawTable(["Environment", "Verdict"], first.environments.map(([where, , label]) => [where, label]), "Environments")] : [])];
      if (!inside.length) return make("p", { class: "proof" }, words);
      return make("details", { class: "proof" }, make("summary", {}, words), make("div", {}, ...inside));
    }
    return make("details", { class: "proof" }, make("summary", {}, `${proofs.length} examples shown to work`),
      drawTable(["Example", "When"], proofs.map((proof) => [
        (proof.values || []).map(([column, value]) => `${column} ${value}`).join(", "), proof.when || ""]), "Evidence"),
      ...proofs.flatMap((proof) => [...drawFiles(proof.files), ...drawAccepted(proof.accepted)]));
  };

  const drawFinding = ([severity, message, fix, rule, silenced]) => make("div", { class: "finding" },
    make("p", {}, rich(message), " ", make("span", { class: "rule" }, `${severity}, ${rule}`)),
    silenced ? make("p", {}, "Silenced by the author: ", text(silenced)) : make("p", {}, "To mend it: ", rich(fix)));

  const HEADS = /^\s*(?:[^\s@#|"`*:][^:|]*):/;
  const drawSource = (details) => {
    const source = make("div", { class: "source" });
    const [marks, shown, troubles, proofs, steps, findings] =
      ["marks", "shown", "troubles", "proofs", "steps", "findings"].map((name) => ({ ...details[name] }));
    for (const line of details.works || []) marks[line] = ["done", "works"];
    for (const [line, when] of Object.entries(shown)) proofs[line] = [{ when }];
    let due = [];
    (details.source || []).forEach(([first, lines], place) => {
      if (place) source.append(make("p", { class: "gap", "aria-hidden": "true" }, "⋯"));
      let isDoc = false;
      lines.forEach((line, offset) => {
        const number = first + offset;
        const bare = line.trim();
        const isTable = bare.startsWith("|");
        const isFence = bare.startsWith('"""') || bare.startsWith("```");
        // A step's own table stands between it and what is said of it.
        if (!isTable && !isFence && !isDoc) { source.append(...due); due = []; }
        if (isFence) isDoc = !isDoc;
        const mark = marks[number];
        const kind = steps[number] === "after" ? "after" : steps[number] ? `hit ${steps[number]}` : "";
        const isMeta = bare.startsWith("#") || bare.startsWith("@");
        source.append(make("div", { class: `row ${mark ? mark[0] : ""} ${mark && HEADS.test(line) ? "head" : ""} ${isMeta ? "meta" : ""} ${kind}` },
          make("span", { class: "no", "aria-hidden": "true" }, String(number)),
          make("span", { class: "m" }, mark ? icon(mark[0]) : ""),
          make("span", { class: isTable ? "x wide" : "x", dir: "auto" }, line || "\u200b"),
          mark ? make("span", { class: isTable && mark[0] === "done" ? "s unseen" : "s" }, mark[1]) : ""));
        const below = [
          ...(findings[number] || []).map(drawFinding),
          ...(troubles[number] || []).map((trouble) => drawTrouble(trouble, details)),
          ...(proofs[number] ? [drawProofs(proofs[number])] : []),
        ];
        if (mark) source.append(...below); else due.push(...below);
      });
      source.append(...due);
      due = [];
    });
    return source;
  };

  const draw = (details, row) => {
    const panel = make("div", { class: "more", role: "region", "aria-label": `${row.id} in full` });
    const address = location.href.split("#")[0] + `#/story/${encodeURIComponent(row.id)}`;
    panel.append(make("div", { class: "facts" }, (details.facts || []).map(([name, value]) => make("div", {}, make("span", {}, name), text(value)))));
    const reasons = details.reasons || [];
    if (reasons.length > 1 || reasons.some(([, , command]) => command)) {
      panel.append(titled("Why it is not done", make("ul", { class: "reasons" }, reasons.map(([sentence, at, command]) =>
        make("li", {}, rich(sentence), make("span", { class: "at" }, at), command ? make("div", {}, copied(command)) : "")))));
    }
    if (details.history || details.since) {
      panel.append(titled("How it went", details.history ? make("ol", { class: "history" }, details.history.map(([look, label, when, commit]) => {
        const words = `${label}, ${when}${commit ? `, commit ${commit}` : ""}`;
        return make("li", { class: look, title: words }, icon(look), make("span", { class: "unseen" }, words));
      })) : "", ...(details.since || []).map((words) => make("p", {}, text(words)))));
    }
    if (details.changes) panel.append(titled("Changed since it was last done", make("ul", { class: "plain" }, details.changes.map((words) => make("li", {}, text(words))))));
    if (details.waivers) panel.append(titled("Waived", make("ul", { class: "plain" }, details.waivers.map(([what, why, who]) => make("li", {}, text(what), ": ", text(why), ". ", text(who))))));
    if (details.note) panel.append(make("p", {}, details.note));
    panel.append(titled("The story as it is written", drawSource(details)));
    panel.append(make("div", { class: "facts" },
      make("div", { class: "at" }, make("span", {}, "File"), copied(details.at)),
      make("div", { class: "at" }, make("span", {}, "Run just this"), copied(details.run)),
      make("div", { class: "at" }, make("span", {}, "Address"), copied(address))));
    return panel;
  };

  // ---- paper ----

  const paper = document.querySelector(".paper");
  let printed = null;
  const beforePrint = () => {
    if (printed) return;
    printed = { panels: [], folds: [] };
    const open = rows.filter((row) => !row.item.hidden && row.verdict !== "done");
    // So much paper takes a browser minutes, and nobody reads it.
    paper.hidden = open.length <= PRINTED_MOST;
    for (const row of paper.hidden ? open : []) {
      if (row.button.getAttribute("aria-expanded") === "true" || !build(row)) continue;
      row.panel.hidden = false;
      printed.panels.push(row);
    }
    for (const element of document.querySelectorAll("body > header details:not([open]), .more:not([hidden]) details:not([open]), .trends details:not([open])")) {
      element.open = true;
      printed.folds.push(element);
    }
  };
  const afterPrint = () => {
    if (!printed) return;
    for (const row of printed.panels) if (row.button.getAttribute("aria-expanded") !== "true") row.panel.hidden = true;
    for (const element of printed.folds) element.open = false;
    paper.hidden = true;
    printed = null;
  };
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  matchMedia("print").addEventListener("change", (event) => (event.matches ? beforePrint() : afterPrint()));
  const readAll = async () => {
    // Paper does not wait, so what it will show is made ready as soon as there is nothing else to do.
    for (const chunk of chunks) {
      await load(chunk);
      await new Promise((done) => setTimeout(done));
    }
    const open = rows.filter((row) => row.verdict !== "done");
    for (const row of open.length <= MADE_READY ? open : []) {
      const wasBuilt = row.panel;
      if (build(row) && !wasBuilt) row.panel.hidden = row.button.getAttribute("aria-expanded") !== "true";
      await new Promise((done) => setTimeout(done));
    }
    document.documentElement.dataset.ready = "all";
  };

  // ---- a table for other programs ----

  const cell = (words) => {
    const safe = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(words) ? `'${words}` : words;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  const exportRows = async () => {
    await Promise.all(chunks.map(load));
    const head = ["story", "title", "verdict", "why", "owner", "since", "epic", "objective", "release", "place"];
    const lines = rows.filter((row) => !row.item.hidden).map((row) => {
      const say = (selector) => row.item.querySelector(`:scope > ${selector}`)?.textContent.trim() || "";
      const details = chunkOf(row.number).value[row.number - chunkOf(row.number).first];
      return [row.id, row.title, row.item.querySelector("i").textContent,
        say("p"), row.places.owner || "", say(".d").replace(/^since /, ""), row.places.epic || "",
        row.places.objective || "", row.places.release || "", details.at];
    });
    // Without the mark at its start, Excel takes UTF-8 for something else.
    const content = `\ufeff${[head, ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
    const address = URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" }));
    make("a", { href: address, download: "stories.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  // ---- what people do ----

  groups.addEventListener("click", (event) => {
    const button = event.target.closest("h3 button");
    if (!button) return;
    const row = byItem.get(button.closest("li"));
    if (button.getAttribute("aria-expanded") === "true") {
      fold(row);
      if (state.story !== null && known.get(state.story.toLowerCase()) === row) go({ story: null });
    } else {
      unfold(row);
      go({ story: row.id });
    }
  });
  groups.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches("h3 button")) return;
    const buttons = [...groups.querySelectorAll("li:not([hidden]) > h3 button")].filter((each) => each.offsetParent);
    const next = buttons[buttons.indexOf(event.target) + step];
    if (next) { next.focus(); event.preventDefault(); }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    const { name, value } = event.target;
    go({ [name]: name === "by" && value === standard ? "" : value, story: null }, name === "q");
    if (name === "by") group(value);
    filter();
  });
  form.elements.all.addEventListener("click", () => {
    go({ q: "", verdict: "", epic: "", objective: "", release: "", owner: "", story: null });
    show(state);
    form.elements.q.focus();
  });
  form.elements.csv.addEventListener("click", exportRows);
  form.elements.print.addEventListener("click", async () => {
    await Promise.all(chunks.map(load));
    beforePrint();
    await Promise.allSettled([...document.images].map((image) => image.decode()));
    print();
    afterPrint();
  });
  const follow = () => {
    const next = readAddress();
    if (next && writeAddress(next) !== writeAddress(state)) show(next);
  };
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);

  form.hidden = false;
  const first = readAddress();
  if (first) show(first, true);
  (window.requestIdleCallback || setTimeout)(readAll);
})();
