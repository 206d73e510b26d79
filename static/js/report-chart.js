/* Students by month as stacked columns. The figures come with the page, which also has them as
   a table; colours are variables of the theme, so dark mode and paper need no redrawing. */
(() => {
  "use strict";

  // Not every browser knows Kazakh numbers; they look as Russian ones do.
  const whole = new Intl.NumberFormat([document.documentElement.lang || "en", "ru"]);

  function tooltip(data) {
    return (parts) => {
      const box = document.createElement("div");
      const title = document.createElement("b");
      title.textContent = data.names[parts[0].dataIndex];
      box.append(title);
      for (const part of parts) {
        const line = document.createElement("div");
        line.textContent = `${part.seriesName}: ${whole.format(part.value)}`;
        box.append(line);
      }
      return box;
    };
  }

  function options(data) {
    const colours = ["var(--sky)", "var(--sun)"];
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    return {
      animation: !still,
      animationDuration: 300,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 4, right: 4, top: 12, bottom: 8, containLabel: true },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "none" },
        formatter: tooltip(data),
        confine: true,
        backgroundColor: "var(--card)",
        borderColor: "var(--line)",
        borderWidth: 1,
        extraCssText: "box-shadow: none; border-radius: var(--radius-s)",
        textStyle: { color: "var(--ink)", fontSize: 14 },
      },
      xAxis: {
        type: "category",
        data: data.months,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: "var(--line)" } },
        axisLabel: { color: "var(--ink-2)", fontSize: 12, hideOverlap: true },
      },
      yAxis: {
        type: "value",
        splitNumber: 3,
        axisLabel: {
          color: "var(--ink-2)",
          fontSize: 12,
          formatter: (value) => whole.format(value),
        },
        splitLine: { lineStyle: { color: "var(--line-2)" } },
      },
      series: data.series.map((series, number) => ({
        type: "bar",
        stack: "students",
        name: series.name,
        data: series.values,
        barMaxWidth: 36,
        itemStyle: { color: colours[number] },
        emphasis: { disabled: true },
      })),
    };
  }

  function draw() {
    const place = document.getElementById("chart");
    const source = document.getElementById("chart-data");
    if (!place || !source || !window.echarts) return;
    const chart = window.echarts.init(place, null, { renderer: "svg" });
    chart.setOption(options(JSON.parse(source.textContent)));
    new ResizeObserver(() => chart.resize()).observe(place);
    window.addEventListener("beforeprint", () => chart.resize({ animation: { duration: 0 } }));
  }

  document.addEventListener("DOMContentLoaded", draw);
})();
