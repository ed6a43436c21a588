// SPDX-License-Identifier: Apache-2.0
// Replaces the curves that the gateway has drawn by ones that can be zoomed. Without this script,
// and when anything fails, the pictures of the gateway stay.
"use strict";
(() => {
  const places = [...document.querySelectorAll(".curve-place")];
  if (places.length === 0 || typeof uPlot === "undefined") {
    return;
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const charts = new Map();

  // The intervals of one series that were read.
  function points(rows, meter, quantity) {
    const list = [];
    for (const row of rows) {
      if (row.identifier === meter && row.quantity === quantity) {
        const low = row.min ?? row.mean;
        list.push({
          from: Date.parse(row.from) / 1000,
          to: Date.parse(row.to) / 1000,
          low,
          mean: row.mean ?? low,
          high: row.max ?? row.mean,
        });
      }
    }
    return list;
  }

  // What a line passes through: the middles of the intervals and the outer edges of those that
  // follow each other, then nothing.
  function path(list) {
    const places = new Map();
    list.forEach((point, at) => {
      const before = list[at - 1];
      const next = list[at + 1];
      if (!before || before.to !== point.from) {
        places.set(point.from, point);
      }
      places.set((point.from + point.to) / 2, point);
      if (!next || next.from !== point.to) {
        places.set(point.to, point);
        places.set(point.to + 0.001, null);
      }
    });
    return places;
  }

  // Columns for uPlot: common times, then mean, highest and lowest of each series. A time that a
  // series does not have is undefined, which is no gap; a gap is null.
  function columns(series) {
    const paths = series.map(path);
    const times = [...new Set(paths.flatMap((places) => [...places.keys()]))].sort((a, b) => a - b);
    const data = [times];
    for (const places of paths) {
      for (const kind of ["mean", "high", "low"]) {
        data.push(times.map((time) => (places.get(time) === null ? null : places.get(time)?.[kind])));
      }
    }
    return data;
  }

  function colour(style) {
    const probe = document.createElement("span");
    probe.className = style;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  }

  function faint(style) {
    return colour(style).replace("rgb(", "rgba(").replace(")", ", 0.2)");
  }

  function root(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function grouped(number) {
    const [whole, part] = String(Math.abs(number)).split(".");
    const digits = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
    return (number < 0 ? "−" : "") + digits + (part ? "." + part : "");
  }

  // From zero where the numbers are not far from it, as the gateway draws it.
  function height(plot, low, high) {
    if (low == null) {
      return [0, 1];
    }
    return low >= 0 && 2 * low <= high ? [0, 1.05 * high || 1] : uPlot.rangeNum(low, high, 0.1, false);
  }

  // Times up to the present of which no series knows anything.
  function gaps(series, from, to) {
    const known = series.flat().sort((a, b) => a.from - b.from);
    const found = [];
    let at = from;
    for (const point of known) {
      if (point.from > at) {
        found.push([at, point.from]);
      }
      at = Math.max(at, point.to);
    }
    const now = Date.parse(document.documentElement.dataset.now) / 1000;
    const end = Math.min(to, now);
    return end > at ? [...found, [at, end]] : found;
  }

  function hatch(plot, missing) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const [from, to] of missing) {
      const left = plot.valToPos(from, "x", true);
      const right = plot.valToPos(to, "x", true);
      ctx.save();
      ctx.beginPath();
      ctx.rect(left, bbox.top, right - left, bbox.height);
      ctx.clip();
      ctx.fillStyle = root("--quiet-ground");
      ctx.fill();
      ctx.strokeStyle = root("--soft");
      ctx.globalAlpha = 0.35;
      ctx.lineWidth = devicePixelRatio;
      ctx.beginPath();
      for (let x = left - bbox.height; x < right; x += 8 * devicePixelRatio) {
        ctx.moveTo(x, bbox.top + bbox.height);
        ctx.lineTo(x + bbox.height, bbox.top);
      }
      ctx.stroke();
      ctx.restore();
    }
    ctx.restore();
  }

  function draw(place, view) {
    const quantities = place.dataset.quantities.split(",");
    const labels = place.dataset.labels.split("|");
    const styles = place.dataset.styles.split(",");
    const unit = place.dataset.unit;
    const series = quantities.map((name) => points(view.rows, place.dataset.meter, name));
    const lines = [{ label: "" }];
    const bands = [];
    labels.forEach((label, at) => {
      const first = 1 + 3 * at;
      const value = (plot, number, row, index) => {
        if (number == null || index == null) {
          return "–";
        }
        const high = plot.data[first + 1][index];
        const low = plot.data[first + 2][index];
        const range = low === high ? "" : ` (${grouped(low)} to ${grouped(high)})`;
        return grouped(number) + (unit ? "\u00a0" + unit : "") + range;
      };
      const edge = { width: 0, points: { show: false }, value };
      lines.push({ label, stroke: colour(styles[at]), width: 2, points: { show: false }, value });
      lines.push({ ...edge, label: "↑", stroke: colour(styles[at]) });
      lines.push({ ...edge, label: "↓", stroke: colour(styles[at]) });
      bands.push({ series: [first + 1, first + 2], fill: faint(styles[at]) });
    });
    const axis = {
      stroke: root("--soft"),
      font: "12px system-ui, sans-serif",
      grid: { stroke: root("--mark"), width: 1 },
      ticks: { show: false },
    };
    const from = Date.parse(view.from) / 1000;
    const to = Date.parse(view.to) / 1000;
    const missing = gaps(series, from, to);
    const options = {
      width: place.clientWidth,
      height: 290,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), view.zone),
      series: lines,
      bands,
      scales: { x: { min: from, max: to }, y: { range: height } },
      axes: [
        { ...axis, values: clock(view) },
        { ...axis, size: 52, values: (plot, marks) => marks.map(grouped) },
      ],
      hooks: { drawClear: [(plot) => hatch(plot, missing)] },
      cursor: { drag: { x: true, y: false }, focus: { prox: -1 } },
    };
    charts.get(place)?.destroy();
    if (!place.classList.contains("live")) {
      const label = document.createElement("p");
      label.className = "curve-unit";
      label.textContent = unit;
      place.append(label);
    }
    const chart = new uPlot(options, columns(series), place);
    chart.root.setAttribute("aria-hidden", "true"); // the table has the same numbers
    charts.set(place, chart);
    place.classList.add("live");
  }

  // Labels of times on the gateway's clock, 24 hours a day, whatever the browser's language is.
  function clock(view) {
    const time = new Intl.DateTimeFormat("en-GB", { timeZone: view.zone, hour: "2-digit", minute: "2-digit" });
    const date = new Intl.DateTimeFormat("en-GB", { timeZone: view.zone, day: "numeric", month: "short" });
    const year = new Intl.DateTimeFormat("en-GB", {
      timeZone: view.zone,
      month: "short",
      ...(view.view === "years" ? { year: "numeric" } : {}),
    });
    return (plot, splits) => {
      const distance = splits.length > 1 ? splits[1] - splits[0] : 0;
      const format = distance < 86400 ? time : distance < 27 * 86400 ? date : year;
      return splits.map((second) => {
        const moment = new Date(second * 1000);
        const text = format.format(moment);
        return format === time && text === "00:00" ? date.format(moment) : text;
      });
    };
  }

  async function load() {
    new ResizeObserver(() => {
      for (const [place, chart] of charts) {
        if (place.clientWidth !== chart.width && place.clientWidth > 0) {
          chart.setSize({ width: place.clientWidth, height: 290 });
        }
      }
    }).observe(places[0]);
    const views = new Map();
    for (const place of places) {
      const source = place.dataset.source;
      if (!views.has(source)) {
        const answer = await fetch(source, { cache: "no-store" });
        if (!answer.ok) {
          return;
        }
        views.set(source, await answer.json());
      }
      draw(place, views.get(source));
      const hint = document.createElement("p");
      hint.className = "hint footnote screen-only";
      hint.textContent = place.dataset.hint;
      place.append(hint);
    }
    dark.addEventListener("change", () => places.forEach((place) => draw(place, views.get(place.dataset.source))));
  }

  load().catch(() => {}); // the pictures of the gateway stay
})();
