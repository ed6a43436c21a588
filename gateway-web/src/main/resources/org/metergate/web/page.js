// SPDX-License-Identifier: Apache-2.0
// Updates the page. The server renders; this script replaces what changed, counts ages on, and says
// so when nothing answers: what is shown then is never taken for the present.
"use strict";
(() => {
  const POLL = 10000; // ms, while there is no stream
  const RETRY_STREAM = 60000;
  const QUIET = 20000; // longer than a heartbeat of 15 s: the stream is dead, or a proxy buffers it
  const LOST = 45000; // three heartbeats
  const ANSWER = 8000; // how long an answer may take

  const root = document.documentElement;
  const connection = document.getElementById("connection");
  const meter = new URLSearchParams(location.search).get("name");
  const isMeter = location.pathname.endsWith("/meter");

  // The gateway's clock, told by what it last said and by how long that is ago. The browser's own
  // clock may be wrong by years, or be set while the page is open.
  let said = Date.parse(root.dataset.now);
  let saidAt = performance.now();
  const now = () => said + performance.now() - saidAt;

  let stream = null;
  let streaming = false;
  let streamTried = -Infinity;
  let polled = performance.now();
  let polling = false;
  // Why what is shown is old: null, or a function that returns the sentence.
  let trouble = null;
  let doubt = false; // the machine was asleep: not known before it is asked

  const heard = (at) => {
    said = Date.parse(at);
    saidAt = performance.now();
    trouble = null;
    doubt = false;
  };

  const clock = (at) => {
    const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
    try {
      return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: root.dataset.zone }).format(at);
    } catch {
      return new Date(at).toISOString().slice(11, 19) + " UTC";
    }
  };
  const lastHeard = () => clock(said);

  // ages

  const span = (at) => {
    const seconds = Math.max(0, Math.floor((now() - at) / 1000));
    if (seconds < 120) return seconds + " s";
    if (seconds < 7200) return Math.floor(seconds / 60) + " min";
    return seconds < 172800 ? Math.floor(seconds / 3600) + " h" : Math.floor(seconds / 86400) + " d";
  };

  const updateAges = () => {
    for (const time of document.querySelectorAll("time.age, time.span")) {
      const text = span(Date.parse(time.dateTime)) + (time.classList.contains("age") ? " ago" : "");
      if (time.textContent !== text) time.textContent = text;
    }
    for (const value of document.querySelectorAll("[data-fresh]")) {
      const until = Date.parse(value.dataset.at) + value.dataset.fresh * 1000;
      value.classList.toggle("stale", now() > until);
    }
  };

  // what the gateway sends

  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const flash = (element) =>
    reducedMotion || element.animate([{ color: "var(--accent)" }, {}], 900);

  const show = (element, cell) => {
    const [text, ...attributes] = Array.isArray(cell) ? cell : [cell];
    for (let i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] === null) element.removeAttribute(attributes[i]);
      else element.setAttribute(attributes[i], attributes[i + 1]);
    }
    if (text === null || element.matches("time.age, time.span") || element.textContent === text) return;
    element.textContent = text;
    if (element.classList.contains("number")) flash(element);
  };

  const showValues = (values) => {
    for (const [id, cells] of Object.entries(values)) {
      const part = document.getElementById(id);
      if (!part) continue;
      for (const element of [part, ...part.querySelectorAll("[data-cell]")]) {
        const cell = cells[element.dataset.cell];
        if (cell !== undefined) show(element, cell);
      }
    }
  };

  // Updates one tree to match another and changes only what differs: focus, selection and open
  // details stay. Children are matched in order, by element and first class, so that one may be
  // added or removed.
  const kept = new Set(["open", "hidden"]);
  const morph = (from, to) => {
    if (from.nodeType === Node.TEXT_NODE) {
      if (from.data !== to.data) from.data = to.data;
      return;
    }
    for (const { name } of [...from.attributes]) {
      if (!to.hasAttribute(name) && !kept.has(name)) from.removeAttribute(name);
    }
    for (const { name, value } of to.attributes) {
      if (from.getAttribute(name) !== value && !kept.has(name)) from.setAttribute(name, value);
    }
    let old = from.firstChild;
    const drop = (end) => {
      while (old !== end) {
        const next = old.nextSibling;
        old.remove();
        old = next;
      }
    };
    for (const node of [...to.childNodes]) {
      let match = old;
      while (match && kind(match) !== kind(node)) match = match.nextSibling;
      if (match) {
        drop(match);
        old = match.nextSibling;
        morph(match, node);
      } else {
        from.insertBefore(node, old);
      }
    }
    drop(null);
  };
  const kind = (node) => node.nodeName + " " + (node.classList?.[0] ?? "");

  const parts = () => [...document.querySelectorAll("[data-form]")];
  const ids = (list) => list.map((part) => part.id);

  const showPart = (id, html) => {
    const old = document.getElementById(id);
    const holder = document.createElement("template");
    holder.innerHTML = html; // escaped by the gateway; scripts in it would not run either
    if (old && holder.content.firstElementChild) morph(old, holder.content.firstElementChild);
  };

  // Puts the parts into another order; false if they are not the same ones.
  const reorder = (wanted) => {
    const here = parts();
    if (here.length !== wanted.length) return false;
    const byId = new Map(here.map((part) => [part.id, part]));
    if (!wanted.every((id) => byId.has(id))) return false;
    if (ids(here).every((id, i) => id === wanted[i])) return true;
    const focused = document.activeElement;
    for (const id of wanted) byId.get(id).parentElement.append(byId.get(id));
    focused?.focus({ preventScroll: true });
    return true;
  };

  const hello = ([build, list]) => {
    if (build !== root.dataset.build) return location.reload();
    const wanted = JSON.parse(list);
    const same = reorder(wanted.map(([id]) => id));
    const forms = new Map(wanted);
    if (!same || parts().some((part) => part.dataset.form !== forms.get(part.id))) poll();
  };

  // the connection

  const open = () => {
    close();
    streamTried = performance.now();
    stream = new EventSource(isMeter ? "live?meter=" + encodeURIComponent(meter ?? "") : "live");
    const on = (name, take) =>
      stream.addEventListener(name, (event) => {
        const [at, ...lines] = event.data.split("\n");
        heard(at);
        streaming = true;
        take(lines);
        update();
      });
    on("hello", hello);
    on("values", ([values]) => showValues(JSON.parse(values)));
    on("part", ([id, html]) => showPart(id, html));
    on("beat", () => {});
    stream.onerror = () => {
      if (streaming || stream?.readyState === EventSource.CLOSED) poll(); // at once
      streaming = false;
    };
  };

  const close = () => {
    stream?.close();
    stream = null;
    streaming = false;
  };

  // The sentences are the page's, so that they can be translated.
  const say = (name, status) =>
    connection.dataset[name].replace("{time}", lastHeard()).replace("{status}", status);
  const ended = () => say("ended");
  const silent = () => say("silent");
  const failing = (status) => () => say([502, 503, 504].includes(status) ? "proxy" : "failing", status);

  const poll = async () => {
    if (polling) return;
    polling = true;
    polled = performance.now();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), ANSWER);
    try {
      const answer = await fetch(location.href.split("#")[0], {
        cache: "no-store", redirect: "manual", signal: abort.signal,
      });
      if (answer.type === "opaqueredirect" || answer.status === 401) {
        trouble = ended;
      } else if (answer.status === 404 && isMeter) {
        location.reload(); // the meter is no longer configured; the page says so
      } else if (!answer.ok) {
        trouble = failing(answer.status);
      } else {
        take(new DOMParser().parseFromString(await answer.text(), "text/html"));
      }
    } catch {
      trouble = silent;
    } finally {
      clearTimeout(timer);
      polling = false;
    }
    update();
  };

  // Takes over a page that was loaded again.
  const take = (fresh) => {
    if (!fresh.documentElement.dataset.now) throw new Error("another page"); // of a proxy
    if (fresh.documentElement.dataset.build !== root.dataset.build) return location.reload();
    heard(fresh.documentElement.dataset.now);
    const wanted = [...fresh.querySelectorAll("[data-form]")];
    if (!reorder(ids(wanted))) {
      const focused = document.activeElement?.id;
      document.querySelector("main").replaceWith(fresh.querySelector("main"));
      begin();
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    } else {
      for (const part of wanted) morph(document.getElementById(part.id), part);
    }
  };

  // what the page says of itself

  let shownTrouble = "";
  const showTrouble = (text) => {
    const sentence = document.querySelector(".sentence [data-cell]");
    if (text) {
      root.classList.add("old");
      if (sentence && sentence.textContent !== text) {
        sentence.dataset.was ??= sentence.textContent;
        sentence.textContent = text;
      }
    } else if (shownTrouble) {
      root.classList.remove("old");
      // unless the gateway has sent another sentence meanwhile
      if (sentence?.textContent === shownTrouble) sentence.textContent = sentence.dataset.was ?? "";
      if (sentence) delete sentence.dataset.was;
    }
    shownTrouble = text;
  };

  const update = () => {
    updateAges();
    filter();
    if (!trouble && performance.now() - saidAt > LOST) trouble = silent;
    const why = trouble?.() ?? (doubt ? say("asking") : "");
    showTrouble(why);
    const style = trouble ? "lost" : doubt || !streaming ? "asking" : "live";
    const text = why || connection.dataset[streaming ? "live" : "polling"];
    if (connection.firstChild?.data !== text) {
      connection.textContent = text;
      if (trouble === ended) {
        const link = document.createElement("a");
        link.href = "login";
        link.textContent = connection.dataset.login;
        connection.append(" ", link);
      }
    }
    if (connection.className !== style) connection.className = style;
    const sign = why ? "?" : document.querySelector("#summary .sign")?.textContent ?? "";
    const title = [sign, meter && isMeter ? meter + " –" : "", document.querySelector("h1").textContent];
    const whole = title.filter(Boolean).join(" ");
    if (document.title !== whole) document.title = whole;
  };

  // many meters

  const filter = () => {
    const form = document.querySelector("form.filter[role=search]");
    if (!form) return;
    const words = form.elements.q.value.trim().toLowerCase();
    const state = form.elements.state.value;
    let shown = 0;
    const rows = document.querySelectorAll("table.list tbody > tr");
    for (const row of rows) {
      const good = row.classList.contains("good");
      const wanted = !state || row.classList.contains(state) || (state === "look" && !good);
      const hidden = !(wanted && row.dataset.search.includes(words));
      if (row.hidden !== hidden) row.hidden = hidden;
      if (!hidden) shown++;
    }
    const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
    const count = document.getElementById("count");
    const text = count.dataset.text.replace("{shown}", grouped(shown)).replace("{all}", grouped(rows.length));
    if (count.textContent !== text) count.textContent = text;
  };

  const begin = () => {
    const form = document.querySelector("form.filter[role=search]");
    if (!form) return;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      filter();
      const query = new URLSearchParams(new FormData(form));
      history.replaceState(null, "", "?" + query);
    });
    form.querySelector("button").hidden = true; // it filters while one types
  };

  let ticked = performance.now();
  let tickedOn = Date.now();
  const tick = () => {
    const passed = performance.now() - ticked;
    const byClock = Date.now() - tickedOn;
    ticked += passed;
    tickedOn += byClock;
    if (document.hidden) return;
    // Asleep for a while, or the clock was set: some browsers stop the first of the two in a sleep.
    if (passed > 5000 || Math.abs(byClock - passed) > 2000) {
      doubt = true;
      poll();
      open();
    }
    const t = performance.now();
    if (streaming && t - saidAt > QUIET) {
      streaming = false;
      poll();
    }
    if (!streaming && t - streamTried > 3000 && t - polled >= POLL) poll();
    if (!streaming && t - streamTried > RETRY_STREAM) open();
    update();
  };

  // What was shown while nobody looked may be old: it is asked for before it counts as live.
  const appear = () => {
    doubt = performance.now() - saidAt > QUIET;
    ticked = performance.now();
    tickedOn = Date.now();
    open();
    if (doubt) poll();
    update();
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : appear()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && appear());
  begin();
  setInterval(tick, 1000);
  if (!document.hidden) open();
})();
