/* Runs before the page is drawn: says whether it is to be light or dark. */
(() => {
  "use strict";
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      const value = window.localStorage.getItem("birge-theme");
      return value === "light" || value === "dark" ? value : "auto";
    } catch {
      return "auto"; // storage may be forbidden; the device's own setting still holds
    }
  }

  function apply() {
    const choice = chosen();
    const theme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    root.dataset.bsTheme = theme;
    root.dataset.themeChoice = choice;
    const colour = theme === "dark" ? "#162633" : "#ffffff";
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.content = colour;
    }
  }

  root.classList.remove("no-js");
  apply();
  dark.addEventListener("change", apply);
  window.birgeTheme = {
    choose(value) {
      try {
        window.localStorage.setItem("birge-theme", value);
      } catch {
        // the choice then lasts for this page only
      }
      apply();
    },
  };
})();
