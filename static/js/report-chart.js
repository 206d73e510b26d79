/* Figures month by month: columns, whose parts stand one above the other, or a line for each
   project. What is drawn comes with the page, which also has it as a table; colours are
   variables of the theme, so dark mode and paper need no redrawing. */
(() => {
  "use strict";

  // Browsers that claim to know Kazakh write its numbers as English ones; they look as Russian ones.
  const language = document.documentElement.lang || "en";
  const languages = [language === "kk" ? "ru" : language];

  const COLOURS = {
    "part-1": "var(--sky)",
    "part-2": "var(--sun)",
    "part-3": "var(--ink-3)",
    "project-bkd": "var(--bkd)",
    "project-plf": "var(--plf)",
  };
  const OTHERS = ["var(--sky)", "var(--warn)", "var(--ink-2)", "var(--good)"];
  const SYMBOLS = { "project-bkd": "rect", "project-plf": "circle" };
  const FADED = 0.35;

  function colourOf(series, number) {
    return COLOURS[series.look] ?? OTHERS[number % OTHERS.length];
  }

  function tooltip(data, number) {
    return (parts) => {
      const box = document.createElement("div");
      const title = document.createElement("b");
      title.textContent = data.names[parts[0].dataIndex];
      box.append(title);
      for (const part of parts) {
        const line = document.createElement("div");
        line.textContent = `${part.seriesName}: ${number.format(part.value)}`;
        box.append(line);
      }
      const unit = document.createElement("div");
      unit.className = "chart-tip-unit";
      unit.textContent = data.unit;
      box.append(unit);
      return box;
    };
  }

  function columns(data, faded) {
    return data.series.map((series, number) => ({
      type: "bar",
      stack: "parts",
      name: series.name,
      data: series.values.map((value, index) => ({
        value,
        itemStyle: { opacity: faded.has(index) ? FADED : 1 },
      })),
      barMaxWidth: 36,
      itemStyle: { color: colourOf(series, number) },
      emphasis: { disabled: true },
    }));
  }

  function lines(data, faded) {
    return data.series.map((series, number) => ({
      type: "line",
      name: series.name,
      data: series.values.map((value, index) => ({
        value,
        itemStyle: { opacity: faded.has(index) ? FADED : 1 },
      })),
      symbol: SYMBOLS[series.look] ?? "diamond",
      symbolSize: data.labels.length > 24 ? 4 : 7,
      showAllSymbol: true,
      lineStyle: { width: 2, color: colourOf(series, number), type: number ? "dashed" : "solid" },
      itemStyle: { color: colourOf(series, number) },
      emphasis: { disabled: true },
    }));
  }

  function options(data) {
    const number = new Intl.NumberFormat(languages, {
      minimumFractionDigits: data.decimals,
      maximumFractionDigits: data.decimals,
    });
    const axis = new Intl.NumberFormat(languages, { maximumFractionDigits: 1 });
    const faded = new Set(data.faded);
    return {
      animation: false, /* whoever prints at once would get a chart that is half drawn */
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 4, right: 8, top: 10, bottom: 4, containLabel: true },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: data.kind === "lines" ? "line" : "none" },
        formatter: tooltip(data, number),
        confine: true,
        backgroundColor: "var(--card)",
        borderColor: "var(--line)",
        borderWidth: 1,
        extraCssText: "box-shadow: none; border-radius: var(--radius-s)",
        textStyle: { color: "var(--ink)", fontSize: 14 },
      },
      xAxis: {
        type: "category",
        data: data.labels,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: "var(--line)" } },
        axisLabel: { color: "var(--ink-2)", fontSize: 12, hideOverlap: true },
      },
      yAxis: {
        type: "value",
        splitNumber: 3,
        minInterval: data.decimals ? 0 : 1,
        axisLabel: {
          color: "var(--ink-2)",
          fontSize: 12,
          formatter: (value) => axis.format(value),
        },
        splitLine: { lineStyle: { color: "var(--line-2)" } },
      },
      series: data.kind === "lines" ? lines(data, faded) : columns(data, faded),
    };
  }

  function draw() {
    for (const place of document.querySelectorAll("[data-chart]:not([data-drawn])")) {
      const source = document.getElementById(place.dataset.chart);
      const chart = window.echarts.init(place, null, { renderer: "svg" });
      chart.setOption(options(JSON.parse(source.textContent)));
      place.dataset.drawn = "";
      const watcher = new ResizeObserver(() => {
        if (place.isConnected) return chart.resize();
        watcher.disconnect();
        chart.dispose();
      });
      watcher.observe(place);
    }
  }

  /* Paper shows the tables behind the pictures, too. */
  function openTables() {
    for (const table of document.querySelectorAll("details.as-table:not([open])")) {
      table.open = true;
      table.dataset.opened = "";
    }
  }

  /* Paper is as wide as it is: pictures are scaled to it. */
  function scalePictures() {
    for (const picture of document.querySelectorAll("[data-chart] svg:not([viewBox])")) {
      const { width, height } = picture.getBoundingClientRect();
      picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
      picture.dataset.scaled = "";
    }
  }

  function unscalePictures() {
    for (const picture of document.querySelectorAll("[data-chart] svg[data-scaled]")) {
      picture.removeAttribute("viewBox");
      delete picture.dataset.scaled;
    }
  }

  function closeTables() {
    for (const table of document.querySelectorAll("details.as-table[data-opened]")) {
      table.open = false;
      delete table.dataset.opened;
    }
  }

  document.addEventListener("DOMContentLoaded", draw);
  document.addEventListener("htmx:afterSettle", draw);
  window.addEventListener("beforeprint", openTables);
  window.addEventListener("afterprint", closeTables);
  window.addEventListener("beforeprint", scalePictures);
  window.addEventListener("afterprint", unscalePictures);
})();
