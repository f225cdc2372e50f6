// Script of the first page: draws the curve from the data in the page, and keeps open and focused elements over a
// refresh. Without it the page shows the same figures as a table.
(() => {
  "use strict";
  let chart = null;
  let opened = []; // ids of the details elements that were open before the refresh
  const sizes = new ResizeObserver(() => chart?.resize()); // the panel is as high as its neighbours
  let focused = ""; // id or href of the element that had the focus then

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const read = () => JSON.parse(document.getElementById("curve-data").textContent);
  const figure = (n) => (n === null || n === undefined ? "—" : n.toFixed(2));

  function line(name, data, paint, width, type) {
    return {
      name, data, type: "line", symbol: "none", silent: true, animation: false,
      lineStyle: { color: paint, width, type }, itemStyle: { color: paint },
    };
  }

  function option(d) {
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.75;
    const quiet = colour("--quiet");
    const approved = line(d.words.approved, d.approved, colour("--done"), 4, "solid");
    const last = d.approved.findLastIndex((n) => n !== null);
    approved.symbol = "circle";
    approved.symbolSize = 7;
    approved.areaStyle = { color: colour("--done"), opacity: 0.08 };
    approved.data = d.approved.map((value, i) =>
      i === last
        ? { value, label: { show: true, position: "top", distance: 8, fontWeight: "bold", fontSize: size * 1.15, color: colour("--done"), formatter: figure(value) } }
        : value);
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: size * 2.6, right: size * 1.2, top: size * 1.4, bottom: size * 2 },
      xAxis: { type: "category", boundaryGap: false, data: d.months, axisLabel: { color: quiet, fontSize: size, hideOverlap: true }, axisLine: { lineStyle: { color: "#b9c6d6" } }, axisTick: { show: false } },
      yAxis: { type: "value", axisLabel: { color: quiet, fontSize: size }, splitLine: { lineStyle: { color: "#e6eaf0" } } },
      series: [
        line(d.words.lastYear, d.lastYear, "#d9c08a", 3, "solid"),
        line(d.words.target, d.months.map(() => d.target), colour("--goal"), 2, "dashed"),
        line(d.words.scheduled, d.scheduled, colour("--plan"), 2, "dashed"),
        approved,
      ],
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
    if (chart) chart.dispose();
    chart = null;
    const box = document.getElementById("curve");
    if (!box || !window.echarts) return;
    box.hidden = false;
    const d = read();
    // ECharts sets a style attribute on its container. htmx would copy it to the new element of the same id, which the
    // content security policy refuses. So the container has no id.
    box.replaceChildren(document.createElement("div"));
    // The table is open by default for pages without scripts. Closed, it leaves its height to the chart.
    document.getElementById("curve-numbers").open = opened.includes("curve-numbers");
    chart = window.echarts.init(box.firstElementChild);
    sizes.disconnect();
    sizes.observe(box);
    chart.setOption(option(d));
    showFigures(d);
    chart.getZr().on("mousemove", (e) => showFigures(d, chart.convertFromPixel({ xAxisIndex: 0 }, e.offsetX)));
    chart.getZr().on("globalout", () => showFigures(d));
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
    if (!chart?.getDom().isConnected) draw();
  });
  document.addEventListener("htmx:error", () => {
    const line = document.getElementById("as-of");
    if (!line || line.classList.contains("stale")) return;
    line.textContent = `${line.dataset.stale} · ${line.textContent}`;
    line.classList.add("stale");
  });

  draw();
})();
