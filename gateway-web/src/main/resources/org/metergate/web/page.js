// SPDX-License-Identifier: Apache-2.0
// Updates the page. The server renders; this script only replaces what changed and updates ages.
"use strict";
(() => {
  const POLL = 10000; // ms, while there is no stream
  const RETRY_STREAM = 60000;
  const QUIET = 40000; // longer than two heartbeats: the stream is dead or buffered by a proxy

  const root = document.documentElement;
  const connection = document.getElementById("connection");
  let clockOffset = Date.parse(root.dataset.now) - Date.now(); // the gateway's clock minus ours
  let stream = null;
  let lastMessage = Date.now();
  let polled = Date.now();
  let streamTried = 0;
  let streaming = false;
  let reachable = true;

  const setClock = (now) => {
    clockOffset = Date.parse(now) - Date.now();
    lastMessage = Date.now();
    reachable = true;
  };

  const age = (at) => {
    const seconds = Math.max(0, Math.floor((Date.now() + clockOffset - at) / 1000));
    if (seconds < 120) return seconds + " s";
    if (seconds < 7200) return Math.floor(seconds / 60) + " min";
    return seconds < 172800 ? Math.floor(seconds / 3600) + " h" : Math.floor(seconds / 86400) + " d";
  };

  const updateAges = (within) => {
    for (const time of within.querySelectorAll("time.age")) {
      const text = age(Date.parse(time.dateTime)) + " ago";
      if (time.textContent !== text) time.textContent = text;
    }
    for (const value of within.querySelectorAll("[data-fresh]")) {
      const until = Date.parse(value.dataset.at) + value.dataset.fresh * 1000;
      value.classList.toggle("stale", Date.now() + clockOffset > until);
    }
  };

  // Updates one tree to match another and changes only what differs: focus, selection and open
  // details stay. Children are matched in order, by element and first class, so that one may be
  // added or removed.
  const morph = (from, to) => {
    if (from.nodeType === Node.TEXT_NODE) {
      if (from.data !== to.data) {
        from.data = to.data;
        from.parentElement.closest(".number")?.animate(flash, 900);
      }
      return;
    }
    for (const { name } of [...from.attributes]) {
      if (!to.hasAttribute(name) && name !== "open") from.removeAttribute(name);
    }
    for (const { name, value } of to.attributes) {
      if (from.getAttribute(name) !== value && name !== "open") from.setAttribute(name, value);
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
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const flash = reducedMotion ? [] : [{ color: "var(--accent)" }, {}];

  const parse = (html) => new DOMParser().parseFromString(html, "text/html");

  const show = (part) => {
    updateAges(part.ownerDocument);
    const old = document.getElementById(part.id);
    if (old) morph(old, part);
  };

  const parts = () => [...document.querySelectorAll("main > [id]")].map((part) => part.id).join(" ");

  const showState = () => {
    let text = "Live";
    let style = "live";
    if (!streaming) [text, style] = ["Polling every 10 s", "asking"];
    if (!reachable) {
      text = "No answer from the gateway for " + age(lastMessage + clockOffset);
      style = "lost";
    }
    if (connection.textContent !== text) connection.textContent = text;
    connection.className = style;
    const state = document.getElementById("summary");
    const sign = state.querySelector(".sign").textContent;
    const title = (reachable ? sign : "?") + " " + document.querySelector("h1").textContent;
    if (document.title !== title) document.title = title;
  };

  const open = () => {
    close();
    streamTried = Date.now();
    stream = new EventSource("live");
    const on = (name, take) =>
      stream.addEventListener(name, (event) => {
        const lines = event.data.split("\n");
        setClock(lines[0]);
        streaming = true;
        take(lines);
        showState();
      });
    on("hello", ([, build, ids]) => {
      if (build !== root.dataset.build || ids !== parts()) location.reload();
    });
    on("part", ([, html]) => show(parse(html).body.firstElementChild));
    on("beat", () => {});
    stream.onerror = () => {
      if (streaming || stream.readyState === EventSource.CLOSED) polled = 0; // poll at once
      streaming = false;
    };
  };

  const close = () => {
    stream?.close();
    stream = null;
    streaming = false;
  };

  const poll = async () => {
    polled = Date.now();
    try {
      const answer = await fetch("./", { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      const fresh = parse(await answer.text());
      setClock(fresh.documentElement.dataset.now);
      const ids = [...fresh.querySelectorAll("main > [id]")].map((part) => part.id).join(" ");
      if (ids !== parts()) location.reload();
      fresh.querySelectorAll("main > [id]").forEach(show);
    } catch {
      reachable = false;
    }
    showState();
  };

  const tick = () => {
    if (document.hidden) return;
    const now = Date.now();
    if (streaming && now - lastMessage > QUIET) streaming = false;
    if (!streaming && now - streamTried > 3000 && now - polled >= POLL) poll();
    if (!streaming && now - streamTried > RETRY_STREAM) open();
    updateAges(document);
    showState();
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
  setInterval(tick, 1000);
  if (!document.hidden) open();
})();
