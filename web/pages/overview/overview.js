// Script of the first page: draws the curve from the data in the page, and keeps open and focused elements over a
// refresh. Without it the page shows the same figures as a table.
(() => {
  "use strict";
  let chart = null;
  let opened = []; // ids of the details elements that were open before the refresh
  const sizes = new ResizeObserver(() => { // the panel is as high as its neighbours
    const host = chart?.root.parentElement;
    if (host?.clientWidth) chart.setSize({ width: host.clientWidth, height: host.clientHeight });
  });
  let focused = ""; // id or href of the element that had the focus then

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const read = () => JSON.parse(document.getElementById("curve-data").textContent);
  const figure = (n) => (n === null || n === undefined ? "—" : n.toFixed(2));

  function options(d, host) {
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.75;
    const family = getComputedStyle(document.body).fontFamily;
    const axis = { stroke: colour("--quiet"), font: `${size}px ${family}`, ticks: { show: false } };
    const dashed = { width: 2, dash: [6, 4], points: { show: false } };
    const last = d.approved.findLastIndex((n) => n !== null);
    return {
      width: host.clientWidth, height: host.clientHeight, legend: { show: false }, padding: [size * 1.6, size * 1.4, 0, 0],
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { time: false, range: [0, d.months.length - 1] }, y: { range: (_, min, max) => [0, max * 1.04] } },
      axes: [
        { ...axis, size: size * 2.4, gap: size * 0.5, space: size * 3, incrs: [1, 2, 3, 6], grid: { show: false },
          border: { show: true, stroke: "#b9c6d6", width: 1 }, values: (_, at) => at.map((i) => d.months[i] ?? "") },
        { ...axis, size: size * 2.8, gap: size * 0.4, grid: { stroke: "#e6eaf0", width: 1 } },
      ],
      series: [
        {},
        { stroke: "#d9c08a", width: 3, points: { show: false } },
        { ...dashed, stroke: colour("--goal") },
        { ...dashed, stroke: colour("--plan") },
        { stroke: colour("--done"), width: 4, fill: colour("--done") + "14",
          points: { show: true, size: 7, fill: colour("--done") } },
      ],
      hooks: {
        setCursor: [(u) => showFigures(d, u.cursor.idx)],
        draw: [(u) => { // the latest figure beside its point
          if (last < 0) return;
          const scale = devicePixelRatio;
          u.ctx.font = `bold ${size * 1.15 * scale}px ${family}`;
          u.ctx.fillStyle = colour("--done");
          u.ctx.textAlign = "center";
          u.ctx.textBaseline = "bottom";
          u.ctx.fillText(figure(d.approved[last]), u.valToPos(last, "x", true), u.valToPos(d.approved[last], "y", true) - 8 * scale);
        }],
      },
    };
  }

  // showFigures shows the figures of one month below the curve; without an index, of the latest month with figures.
  function showFigures(d, index) {
    const at = index ?? d.approved.findLastIndex((n) => n !== null);
    const out = document.getElementById("curve-readout");
    if (at < 0 || at >= d.months.length) {
      out.textContent = "";
      return;
    }
    const parts = [`${d.words.scheduled} ${figure(d.scheduled[at])}`, `${d.words.approved} ${figure(d.approved[at])}`];
    if (d.lastYear.some((n) => n !== null)) parts.push(`${d.words.lastYear} ${figure(d.lastYear[at])}`);
    out.textContent = `${d.months[at]}　${parts.join("　")}　${d.words.unit}`;
  }

  function draw() {
    if (chart) chart.destroy();
    chart = null;
    const box = document.getElementById("curve");
    if (!box || !window.uPlot) return;
    box.hidden = false;
    const d = read();
    // The chart sets style attributes. htmx would copy one to the new element of the same id, which the content security
    // policy refuses. So its container has no id.
    const host = document.createElement("div");
    box.replaceChildren(host);
    // The table is open by default for pages without scripts. Closed, it leaves its height to the chart.
    document.getElementById("curve-numbers").open = opened.includes("curve-numbers");
    chart = new window.uPlot(options(d, host),
      [d.months.map((_, i) => i), d.lastYear, d.months.map(() => d.target), d.scheduled, d.approved], host);
    sizes.disconnect();
    sizes.observe(box);
    showFigures(d);
  }

  document.addEventListener("htmx:before:swap", () => {
    opened = [...document.querySelectorAll("details[open]")].map((e) => e.id);
    const active = document.activeElement;
    focused = active && active.closest("main") ? active.id || active.getAttribute("href") || "" : "";
  });
  document.addEventListener("htmx:after:swap", () => {
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    if (focused && !document.activeElement?.closest("main")) {
      const element = document.getElementById(focused) ?? document.querySelector(`main [href="${CSS.escape(focused)}"]`);
      element?.focus({ preventScroll: true });
    }
    if (!chart?.root.isConnected) draw();
  });
  document.addEventListener("htmx:error", () => {
    const line = document.getElementById("as-of");
    if (!line || line.classList.contains("stale")) return;
    line.textContent = `${line.dataset.stale} · ${line.textContent}`;
    line.classList.add("stale");
  });

  draw();
})();
