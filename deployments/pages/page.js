(async () => {
  "use strict";
  // Everything that is shown follows from `state`; nothing is asked of anybody outside of this file.
  const $ = (id) => document.getElementById(id);

  /** Return what an element holds as JSON; of many deployments it is packed, as the same words stand there often. */
  async function data(element) {
    if (element.type === "application/json") return JSON.parse(element.textContent);
    const bytes = Uint8Array.from(atob(element.textContent), (char) => char.charCodeAt(0));
    const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(text).text());
  }

  const D = $("data").type === "application/json" ? JSON.parse($("data").textContent) : await data($("data"));
  const sections = $("sections") && data($("sections"));
  const [FIRST, LAST, WORD, LOW, HIGH, MARKS, FIGURE, SINCE, UNTIL, SIZE] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const STATED = 1, DISPUTED = 2, OF_NUMBER = 4;
  const UNIX = 719163; // the number of 1970-01-01
  const CERTAIN = new Set(D.certain), LISTED = new Set(D.listed);
  const last = D.letters.length - 1;
  const rows = [...$("rows").children];
  const places = new Map(rows.map((row, n) => [row, n]));
  const all = D.deployments;
  const index = new Map(all.map((each, n) => [each.id, n]));
  const words = new Intl.DateTimeFormat(D.lang === "en" ? "en-GB" : D.lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const numbers = new Intl.NumberFormat(D.lang === "en" ? "en-GB" : D.lang);
  // What the words of a search are looked for in.
  const texts = all.map((each) => [each.label, each.id, each.contributor, each.note, ...each.missions, ...each.missions.map((id) => D.missions[id])].join(" ").toLocaleLowerCase());
  const start = { day: D.day, known: last, mission: "", contributor: "", place: "", q: "", sort: "", there: false, id: "" };
  let state = { ...start };
  let shown = D.page;
  let whole = false; // whether long lists are shown whole
  let told = -1; // the letter by which what is known is shown
  let drawn = ""; // what the band is of

  const iso = (day) => new Date((day + D.base - UNIX) * 864e5).toISOString().slice(0, 10);
  const inWords = (day) => words.format(new Date((day + D.base - UNIX) * 864e5));
  const number = (text) => {
    const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(time) ? null : Math.round(time / 864e5) + UNIX - D.base;
  };
  const fill = (text, gaps) => text.replace(/\{(\w+)\}/g, (_, name) => gaps[name]);
  const make = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  };

  // --- answers -------------------------------------------------------------------------------------------

  /** Return where the span of a deployment that has a day begins in its numbers, -1 if it is certainly not there. */
  function span(runs, day, known) {
    for (let at = 0; at < runs.length; at += SIZE) {
      if (runs[at + SINCE] <= known && known <= runs[at + UNTIL] && runs[at + FIRST] <= day && day <= runs[at + LAST]) return at;
    }
    return -1;
  }

  const speaker = (each, known) => each.said.reduce((found, [since, source]) => (since <= known ? source : found), -1);

  function follows(each, known) {
    return each.after && each.after.find(([since, until]) => since <= known && known <= until);
  }

  /** Return the deployments of which no whole is chosen: parts are never added to their wholes. */
  function wholes(chosen) {
    const inside = new Set(chosen);
    return chosen.filter((n) => {
      for (let whole = all[n].whole; whole >= 0; whole = all[whole].whole) if (inside.has(whole)) return false;
      return true;
    });
  }

  /** Return the deployments in groups of the same force, each one after the one that it follows. */
  function forest(chosen, known) {
    const inside = new Set(chosen), before = new Map(), depth = new Map(), trees = new Map();
    for (const n of chosen) {
      let entry = follows(all[n], known);
      const seen = new Set([n]);
      while (entry && !inside.has(entry[2]) && !seen.has(entry[2])) {
        seen.add(entry[2]);
        entry = follows(all[entry[2]], known);
      }
      before.set(n, entry && inside.has(entry[2]) && entry[2] !== n ? entry[2] : -1);
    }
    const up = (n, path) => {
      if (n < 0) return [0, -1];
      if (!depth.has(n)) {
        if (path.has(n)) before.set(n, -1); // a circle, which no registry has
        path.add(n);
        const [deep, root] = up(before.get(n), path);
        depth.set(n, [deep + 1, root < 0 ? n : root]);
      }
      return depth.get(n);
    };
    for (const n of chosen) {
      const root = up(n, new Set())[1];
      if (!trees.has(root)) trees.set(root, []);
      trees.get(root).push(n);
    }
    for (const tree of trees.values()) tree.sort((a, b) => depth.get(a)[0] - depth.get(b)[0]);
    return { trees: [...trees.values()], before };
  }

  /** Tell whether reports rule out that a deployment is there together with one before it. */
  function areApart(n, before, day, known) {
    const entry = follows(all[n], known), runs = entry && entry[3][before];
    return Boolean(runs) && runs.some(([first, end]) => first <= day && day <= end);
  }

  /** Return the sum of one force on a day: it is at least the largest, at most all together, if they can be. */
  function size(tree, before, day, known) {
    const found = { low: 0, high: 0, endless: 0, parts: 0, unstated: 0, out: 0, disputed: 0 };
    const lows = new Map(), highs = new Map(), linked = new Map(), counts = new Map();
    const add = (map, key, value) => map.set(key, (map.get(key) || 0) + value);
    for (let place = tree.length - 1; place >= 0; place--) {
      const n = tree[place], runs = all[n].runs, at = span(runs, day, known), above = before.get(n);
      let low = lows.get(n) || 0, high = highs.get(n) || 0;
      if (at >= 0 && !LISTED.has(runs[at + WORD])) found.out++;
      if (at >= 0 && LISTED.has(runs[at + WORD])) {
        found.parts++;
        found.disputed += runs[at + MARKS] & DISPUTED ? 1 : 0;
        if (runs[at + MARKS] & STATED) {
          const own = runs[at + HIGH] < 0 ? Infinity : runs[at + HIGH], others = linked.get(n) || [];
          const apart = high > 0 && (counts.get(n) || 0) === others.length && others.every((other) => areApart(other, n, day, known));
          low = Math.max(low, runs[at + LOW]);
          high = apart ? Math.max(high, own) : high + own;
          if (!linked.has(above)) linked.set(above, []);
          linked.get(above).push(n);
          add(counts, above, 1);
        } else found.unstated++;
      }
      add(counts, above, counts.get(n) || 0);
      add(lows, above, low);
      add(highs, above, high);
    }
    found.low = lows.get(-1) || 0;
    const high = highs.get(-1) || 0;
    if (high === Infinity) found.endless = 1;
    else found.high = high;
    return found;
  }

  const KEYS = ["low", "high", "endless", "parts", "unstated", "out", "disputed"];

  function total(chosen, day, known) {
    const { trees, before } = forest(wholes(chosen), known);
    const sum = Object.fromEntries(KEYS.map((key) => [key, 0]));
    for (const tree of trees) {
      const own = size(tree, before, day, known);
      for (const key of KEYS) sum[key] += own[key];
    }
    return sum;
  }

  /** Yield where the spans that hold in a state begin in the numbers of a deployment. */
  function* held(runs, known) {
    for (let at = 0; at < runs.length; at += SIZE) if (runs[at + SINCE] <= known && known <= runs[at + UNTIL]) yield at;
  }

  /** Return what one span adds to a sum, in the order of `KEYS`. */
  function share(runs, at) {
    const listed = LISTED.has(runs[at + WORD]), stated = listed && Boolean(runs[at + MARKS] & STATED), endless = runs[at + HIGH] < 0;
    const disputed = listed && Boolean(runs[at + MARKS] & DISPUTED);
    const numbers = stated ? [runs[at + LOW], endless ? 0 : runs[at + HIGH], Number(endless)] : [0, 0, 0];
    return [...numbers, Number(listed), Number(listed && !stated), Number(!listed), Number(disputed)];
  }

  /** Return the sums of every day of the axis, in steps: what each force adds, and takes away, on the days it changes. */
  function series(chosen, known) {
    const { trees, before } = forest(wholes(chosen), known);
    const changes = new Map([[0, KEYS.map(() => 0)]]);
    const change = (day, shares, sign) => {
      if (!changes.has(day)) changes.set(day, KEYS.map(() => 0));
      const sums = changes.get(day);
      shares.forEach((each, place) => { sums[place] += sign * each; });
    };
    for (const tree of trees) {
      if (tree.length === 1) {
        const runs = all[tree[0]].runs;
        for (const at of held(runs, known)) {
          if (runs[at + LAST] < 0 || runs[at + FIRST] >= D.days) continue;
          const own = share(runs, at);
          change(Math.max(runs[at + FIRST], 0), own, 1);
          if (runs[at + LAST] + 1 < D.days) change(runs[at + LAST] + 1, own, -1);
        }
        continue;
      }
      let earlier = KEYS.map(() => 0);
      for (const day of cuts(tree, known)) {
        const sum = size(tree, before, day, known), now = KEYS.map((key) => sum[key]);
        change(day, earlier, -1);
        change(day, now, 1);
        earlier = now;
      }
    }
    const sums = KEYS.map(() => 0), steps = [];
    for (const day of [...changes.keys()].sort((a, b) => a - b)) {
      changes.get(day).forEach((each, place) => { sums[place] += each; });
      steps.push({ day, ...Object.fromEntries(KEYS.map((key, place) => [key, sums[place]])) });
    }
    return steps;
  }

  /** Return the days of the axis on which the sum of a force can change, in order. */
  function cuts(tree, known) {
    const found = new Set([0]);
    const add = (day) => { if (day > 0 && day < D.days) found.add(day); };
    for (const n of tree) {
      const runs = all[n].runs, entry = follows(all[n], known);
      for (const at of held(runs, known)) { add(runs[at + FIRST]); add(runs[at + LAST] + 1); }
      for (const own of entry ? Object.values(entry[3]) : []) for (const [first, end] of own) { add(first); add(end + 1); }
    }
    return [...found].sort((a, b) => a - b);
  }

  // --- what is chosen ------------------------------------------------------------------------------------

  function choose() {
    const asked = state.q.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const found = [];
    all.forEach((each, n) => {
      if (state.mission && !each.missions.includes(state.mission)) return;
      if (state.contributor && each.contributor !== state.contributor) return;
      if (state.place && !each.places.includes(state.place)) return;
      if (asked.some((word) => !texts[n].includes(word))) return;
      found.push(n);
    });
    return found;
  }

  function sorted(chosen) {
    const at = new Map(chosen.map((n) => [n, span(all[n].runs, state.day, state.known)]));
    const strongest = (n) => (at.get(n) < 0 ? 99 : all[n].runs[at.get(n) + WORD]);
    const most = (n) => {
      const runs = all[n].runs, place = at.get(n);
      if (place < 0 || !LISTED.has(runs[place + WORD]) || !(runs[place + MARKS] & STATED)) return -1;
      return runs[place + HIGH] < 0 ? runs[place + LOW] : runs[place + HIGH];
    };
    const orders = {
      name: (a, b) => all[a].label.localeCompare(all[b].label, D.lang),
      sure: (a, b) => strongest(a) - strongest(b),
      most: (a, b) => most(b) - most(a),
      heard: (a, b) => speaker(all[b], state.known) - speaker(all[a], state.known),
    };
    return orders[state.sort] ? [...chosen].sort((a, b) => orders[state.sort](a, b) || a - b) : chosen;
  }

  // --- what is shown -------------------------------------------------------------------------------------

  function sumText(sum) {
    const gaps = { low: numbers.format(sum.low), high: numbers.format(sum.high), stated: numbers.format(sum.parts - sum.unstated), parts: numbers.format(sum.parts) };
    if (!sum.parts) return D.w[sum.out ? "total out" : "total nobody"];
    if (sum.unstated === sum.parts) return D.w["total unstated"];
    const some = sum.unstated ? " some" : "", kind = sum.endless ? "total least" : sum.low === sum.high ? "total one" : "total range";
    const left = sum.out ? " " + fill(D.w["total without"], { count: numbers.format(sum.out) }) : "";
    return fill(D.w[kind + some], gaps) + left;
  }

  function item(n, at) {
    const each = all[n], element = make("li"), name = make("p"), link = make("a", each.label);
    link.href = "#" + fragment({ id: each.id });
    name.append(link);
    element.append(name);
    if (at >= 0) {
      const runs = each.runs, said = speaker(each, state.known);
      if (LISTED.has(runs[at + WORD])) element.append(make("p", fill(D.w["military"], { figure: D.figures[runs[at + FIGURE]] }), "fig"));
      const marks = runs[at + MARKS], disputed = D.w[marks & OF_NUMBER ? "disputed number" : "disputed"];
      element.append(make("p", D.why[runs[at + WORD]] + (marks & DISPUTED ? " " + disputed : "")));
      element.append(make("p", said < 0 ? D.w["not said"] : fill(D.w["last said"], { source: D.sources[said] }), "last"));
    }
    element.dataset.id = each.id;
    return element;
  }

  const MOST = 60;

  function group(kind, title, found) {
    const section = make("div", undefined, "group " + kind), heading = make("h3", title + " "), list = make("ul");
    heading.append(make("span", numbers.format(found.length)));
    for (const [n, at] of whole ? found : found.slice(0, MOST)) list.append(item(n, at));
    section.append(heading, list);
    if (!whole && found.length > MOST) {
      const more = make("button", fill(D.w["show all"], { count: numbers.format(found.length) }));
      more.type = "button";
      more.addEventListener("click", () => { whole = true; overview(sorted(choose())); });
      section.append(more);
    }
    return section;
  }

  function overview(chosen) {
    const certain = [], possible = [], out = new Map();
    for (const n of chosen) {
      const at = span(all[n].runs, state.day, state.known);
      if (at < 0) continue;
      const word = all[n].runs[at + WORD];
      if (CERTAIN.has(word)) certain.push([n, at]);
      else if (LISTED.has(word)) possible.push([n, at]);
      else if (out.has(word)) out.get(word).push([n, at]);
      else out.set(word, [[n, at]]);
    }
    const parts = [group("certain", D.w["certain"], certain), group("possible", D.w["possible"], possible)];
    for (const word of [...out.keys()].sort((a, b) => a - b)) parts.push(group("out", D.short[word], out.get(word)));
    $("lists").replaceChildren(...parts);
    $("asked").textContent = fill(D.w["asked"], { day: inWords(state.day), letter: D.letters[state.known] });
    const own = state.mission && !state.contributor && !state.place && !state.q ? D.totals[state.mission] : undefined;
    const at = own ? span(own, state.day, state.known) : -1;
    const told = at >= 0 && own[at + MARKS] & STATED ? " " + fill(D.w["own total"], { figure: D.figures[own[at + FIGURE]] }) : "";
    // Of nobody nobody says anything: no report has them away.
    $("total").textContent = chosen.length ? sumText(total(chosen, state.day, state.known)) + told : D.w["total none"];
  }

  function path(steps, low, high) {
    let text = "", top = "", bottom = "", end = -1;
    const close = () => { if (top) text += "M" + top + "L" + bottom + "Z"; top = bottom = ""; };
    for (const [first, last, a, b] of steps.map((step) => [step.x, step.end, low(step), high(step)])) {
      if (first !== end) close();
      top += (top ? "L" : "") + first + " " + b + "L" + last + " " + b;
      bottom = last + " " + a + "L" + first + " " + a + (bottom ? "L" + bottom : "");
      end = last;
    }
    close();
    return text;
  }

  function band(chosen) {
    const x = (day) => Math.round(Math.min(Math.max(day / D.days, 0), 1) * 2000);
    $("band-day").setAttribute("d", "M" + x(state.day + 0.5) + " 16V300");
    const of = JSON.stringify([state.known, state.mission, state.contributor, state.place, state.q]);
    if (of === drawn) return;
    drawn = of;
    const steps = series(chosen, state.known);
    steps.forEach((step, n) => {
      step.x = x(step.day);
      step.end = n + 1 < steps.length ? x(steps[n + 1].day) : 2000;
    });
    const most = steps.reduce((found, step) => Math.max(found, step.high, step.low), 1);
    const y = (value) => Math.round(300 - (value / most) * 250);
    const stated = steps.filter((step) => step.parts > step.unstated);
    $("band-low").setAttribute("d", path(stated.filter((step) => step.low), () => 300, (step) => y(step.low)));
    $("band-high").setAttribute("d", path(stated.filter((step) => step.high > step.low), (step) => y(step.low), (step) => y(step.high)));
    const more = stated.filter((step) => step.unstated || step.endless);
    const top = (step) => y(Math.max(step.high, step.low));
    $("band-more").setAttribute("d", path(more, top, (step) => top(step) - 18));
    const nobody = steps.filter((step) => chosen.length && !step.parts && !step.out);
    $("band-zero").setAttribute("d", nobody.map((step) => "M" + step.x + " 300H" + step.end).join(""));
    const scale = [0, most].map((value) => {
      const line = document.createElementNS("http://www.w3.org/2000/svg", "path"), text = document.createElementNS("http://www.w3.org/2000/svg", "text");
      line.setAttribute("d", "M0 " + y(value) + "H2000");
      line.setAttribute("class", "grid");
      text.setAttribute("x", "2");
      text.setAttribute("y", y(value) - 6);
      text.textContent = numbers.format(value);
      return [line, text];
    });
    $("band-scale").replaceChildren(...scale.flat());
    const peak = stated.reduce((found, step) => (Math.max(step.high, step.low) > Math.max(found.high, found.low) ? step : found), { high: 0, low: 0 });
    $("peak").textContent = peak.parts ? fill(D.w["peak"], { day: inWords(Math.max(peak.day, 0)), total: sumText(peak) }) : D.w["no peak"];
  }

  /** Return how many there are, as it was said, after what stands before it; nothing of those who are not listed. */
  function figure(runs, at, before) {
    return LISTED.has(runs[at + WORD]) ? before + fill(D.w["military"], { figure: D.figures[runs[at + FIGURE]] }) : "";
  }

  /** Show in the picture of one row what holds in the state, and what is known of it on the day. */
  function refresh(n) {
    const row = rows[n], each = all[n], picture = row.querySelector(".bars").children;
    each.drawn.forEach(([since, until], place) => picture[place].classList.toggle("off", since > state.known || until < state.known));
    const at = span(each.runs, state.day, state.known), runs = each.runs;
    row.querySelector(".st").textContent = at < 0 ? D.w["no"] : D.short[runs[at + WORD]] + figure(runs, at, ". ");
    if (row.firstElementChild.open) open(row);
  }

  function open(row) {
    const more = row.querySelector(".more");
    if (sections && !more.firstChild) {
      sections.then((found) => { more.innerHTML = found[places.get(row)]; known(row); });
    } else known(row);
  }

  /** Show what was known in the state; a table of which nothing was known goes with its heading. */
  function known(within) {
    for (const each of within.querySelectorAll("[data-known]")) each.hidden = Number(each.dataset.known) > state.known;
    for (const each of within.querySelectorAll("[data-from]")) {
      each.hidden = Number(each.dataset.from) > state.known || Number(each.dataset.to) < state.known;
    }
    for (const table of within.querySelectorAll("table")) {
      const lines = [...table.tBodies].flatMap((body) => [...body.rows]);
      table.hidden = lines.length > 0 && lines.every((line) => line.hidden);
      const before = table.previousElementSibling;
      if (before && /^H[1-6]$/.test(before.tagName)) before.hidden = table.hidden;
    }
  }

  let listed = [], moved = false;

  function timeline(chosen) {
    const there = state.there ? chosen.filter((n) => {
      const at = span(all[n].runs, state.day, state.known);
      return at >= 0 && LISTED.has(all[n].runs[at + WORD]);
    }) : chosen;
    const now = there.slice(0, shown), inside = new Set(now);
    for (const n of listed) if (!inside.has(n)) rows[n].hidden = true;
    for (const n of now) {
      rows[n].hidden = false;
      refresh(n);
    }
    // As long as nobody asks for another order the rows stand as they were written, and none has to be moved.
    moved = moved || now.some((n, place) => place > 0 && n < now[place - 1]);
    if (moved) $("rows").append(...now.map((n) => rows[n]));
    listed = now;
    $("next").hidden = there.length <= now.length;
    $("shown").textContent = fill(D.w["shown"], { shown: numbers.format(now.length), found: numbers.format(there.length), all: numbers.format(all.length) });
    line();
  }

  function line() {
    const at = state.day / D.days;
    $("line").hidden = at < 0 || at > 1;
    $("line").style.setProperty("--at", String(at));
  }

  function map(chosen) {
    const sure = new Map();
    for (const n of chosen) {
      const at = span(all[n].runs, state.day, state.known);
      if (at < 0 || !LISTED.has(all[n].runs[at + WORD])) continue;
      const key = all[n].spot, is = CERTAIN.has(all[n].runs[at + WORD]) ? "certain" : "possible";
      if (sure.get(key) !== "certain") sure.set(key, is);
    }
    for (const each of document.querySelectorAll("#map .place")) {
      const is = sure.get(each.dataset.place);
      for (const name of ["certain", "possible", "none"]) each.classList.toggle(name, (is || "none") === name);
      // What is sure lies upon what is not.
      if (is === "certain" && each.classList.contains("dot")) each.parentNode.append(each);
    }
  }

  // --- the state, in the controls and in the link ----------------------------------------------------------

  function fragment(change) {
    const asked = { ...state, ...change }, found = [];
    const put = (key, value) => { if (value) found.push(key + "=" + encodeURIComponent(value)); };
    if (asked.day !== start.day) put("day", iso(asked.day));
    if (asked.known !== start.known) put("known", D.known[asked.known] === null ? "all" : iso(D.known[asked.known]));
    for (const key of ["mission", "contributor", "place", "q", "sort", "id"]) put(key, asked[key]);
    if (asked.there) put("there", "1");
    return found.join("&") || "all=1";
  }

  function read() {
    const text = location.hash.slice(1);
    if (text && !text.includes("=")) return false;
    const asked = new URLSearchParams(text.replaceAll("+", "%2B"));
    state = { ...start };
    const day = number(asked.get("day") || "");
    if (day !== null) state.day = day;
    if (asked.has("known")) {
      const until = asked.get("known") === "all" ? Infinity : number(asked.get("known"));
      if (until !== null) state.known = D.known.reduce((found, day, n) => (day !== null ? day <= until : until === Infinity) ? n : found, 0);
    }
    for (const key of ["mission", "contributor", "place", "sort"]) {
      const value = asked.get(key) || "";
      if ([...$(key).options].some((option) => option.value === value)) state[key] = value;
    }
    state.q = asked.get("q") || "";
    state.there = asked.get("there") === "1";
    state.id = asked.get("id") || "";
    return true;
  }

  function write() {
    $("day").value = iso(state.day);
    $("day-slide").value = String(state.day);
    $("known").value = String(state.known);
    for (const key of ["mission", "contributor", "place", "q", "sort"]) $(key).value = state[key];
    $("there").checked = state.there;
  }

  function render() {
    const chosen = sorted(choose());
    $("known-text").textContent = D.letters[state.known];
    $("chosen").textContent = inWords(state.day);
    $("known").setAttribute("aria-valuetext", D.letters[state.known]);
    $("day-slide").setAttribute("aria-valuetext", inWords(state.day));
    document.body.classList.toggle("earlier", state.known < last);
    overview(chosen);
    band(chosen);
    timeline(chosen);
    map(chosen);
    if (told !== state.known) for (const section of document.querySelectorAll("main>section:not(#timeline)")) known(section);
    told = state.known;
  }

  function goTo(id) {
    const n = index.get(id);
    if (n === undefined) return;
    if (rows[n].hidden) {
      const chosen = sorted(choose()), place = chosen.indexOf(n);
      if (place < 0) return;
      shown = Math.max(shown, place + 1);
      timeline(chosen);
    }
    rows[n].firstElementChild.open = true;
    open(rows[n]);
    rows[n].scrollIntoView();
    rows[n].querySelector("summary").focus({ preventScroll: true });
  }

  function change(values) {
    state = { ...state, ...values, id: "" };
    if (Object.keys(values).some((key) => key !== "day" && key !== "known")) shown = D.page;
    whole = false;
    write();
    history.replaceState(null, "", "#" + fragment({}));
    render();
  }

  $("day").addEventListener("change", (event) => { const day = number(event.target.value); if (day !== null) change({ day }); });
  $("day-slide").addEventListener("input", (event) => change({ day: Number(event.target.value) }));
  $("known").addEventListener("input", (event) => change({ known: Number(event.target.value) }));
  for (const key of ["mission", "contributor", "place", "sort"]) $(key).addEventListener("change", (event) => change({ [key]: event.target.value }));
  $("q").addEventListener("input", (event) => change({ q: event.target.value }));
  $("there").addEventListener("change", (event) => change({ there: event.target.checked }));
  $("controls").addEventListener("reset", (event) => { event.preventDefault(); change({ ...start }); });
  $("controls").addEventListener("submit", (event) => event.preventDefault());
  $("next").addEventListener("click", () => {
    const from = shown;
    shown += D.page;
    timeline(sorted(choose()));
    if (listed[from] !== undefined) rows[listed[from]].querySelector("summary").focus();
  });
  $("rows").addEventListener("toggle", (event) => { if (event.target.open && event.target.parentElement.parentElement === $("rows")) open(event.target.parentElement); }, true);
  // What is known of a day is told where somebody points at it.
  $("rows").addEventListener("pointermove", (event) => {
    const picture = event.target instanceof Element && event.target.closest(".rows .bars");
    if (!picture) return;
    const box = picture.getBoundingClientRect(), runs = all[places.get(picture.closest("li"))].runs;
    const day = Math.floor(((event.clientX - box.left) / box.width) * D.days), at = span(runs, day, state.known);
    const told = inWords(day) + ": " + (at < 0 ? D.w["no"] : D.why[runs[at + WORD]] + figure(runs, at, " "));
    if (!picture.told) picture.append(picture.told = document.createElementNS("http://www.w3.org/2000/svg", "title"));
    picture.told.textContent = told;
  });
  // What a link leads to must not lie below the controls, where these stay at the top.
  const keepClear = () => {
    const height = getComputedStyle($("controls")).position === "sticky" ? $("controls").offsetHeight + 8 : 0;
    document.documentElement.style.scrollPaddingTop = height + "px";
  };
  addEventListener("resize", keepClear);
  keepClear();
  addEventListener("hashchange", () => { if (read()) { write(); render(); goTo(state.id); } });
  // On paper nobody can open anything: what is folded is printed, but for the rows of a registry that has too many.
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("main>section:not(#timeline) details")) each.open = true;
    if (listed.length <= D.printed) for (const n of listed) { rows[n].firstElementChild.open = true; open(rows[n]); }
  });
  rows.forEach((row, n) => { if (!row.hidden) listed.push(n); });
  read();
  write();
  render();
  goTo(state.id);
  document.body.classList.add("ready");
})();
