/* What every page can use, by data- attributes alone; docs/look.md lists them. All of it hangs
   on the document, so parts that htmx swaps in work without being wired up again. */
(() => {
  "use strict";

  /* Menus: one open at a time; a click outside or Escape closes. */
  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  }

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.menu"));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  /* Light, dark, or as the device says. */
  function markTheme() {
    const choice = document.documentElement.dataset.themeChoice;
    for (const button of document.querySelectorAll("[data-theme-value]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeValue === choice));
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-value]");
    if (!button) return;
    window.birgeTheme.choose(button.dataset.themeValue);
    markTheme();
  });

  /* A row of tabs that is wider than the screen begins where one is. */
  for (const here of document.querySelectorAll(".tabs [aria-current]")) {
    const row = here.closest(".tabs");
    row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - 24;
  }

  /* Messages can be put away. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (!button) return;
    const list = button.closest(".messages");
    button.closest(button.dataset.dismiss).remove();
    if (list && !list.children.length) list.remove();
  });

  /* A password can be shown, and is hidden again before it is sent, so that no browser keeps it
     among the texts that were typed. */
  function reveal(button, shown) {
    const input = document.getElementById(button.dataset.reveal);
    button.dataset.showLabel ??= button.textContent;
    input.type = shown ? "text" : "password";
    button.textContent = shown ? button.dataset.hideLabel : button.dataset.showLabel;
    button.setAttribute("aria-pressed", String(shown));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal]");
    if (button) reveal(button, button.getAttribute("aria-pressed") !== "true");
  });

  document.addEventListener("submit", (event) => {
    for (const button of event.target.querySelectorAll('[data-reveal][aria-pressed="true"]')) {
      reveal(button, false);
    }
  });

  /* Steppers: - and + around a number. */
  function step(input, by) {
    const from = Number.parseInt(input.value, 10) || 0;
    const least = input.min === "" ? -Infinity : Number(input.min);
    const most = input.max === "" ? Infinity : Number(input.max);
    input.value = String(Math.min(most, Math.max(least, from + by)));
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const input = button.closest(".stepper").querySelector("input");
    step(input, Number(button.dataset.step));
  });

  /* "Select all": data-select-all names groups, data-select marks their members; elements with
     data-selected-count show how many, buttons with data-needs-selection wait for one. */
  function boxesOf(group) {
    return [...document.querySelectorAll(`[data-select="${CSS.escape(group)}"]`)];
  }

  function boxesUnder(all) {
    return all.dataset.selectAll.split(" ").flatMap(boxesOf);
  }

  function countSelected(group) {
    const name = CSS.escape(group);
    const on = boxesOf(group).filter((box) => box.checked).length;
    for (const all of document.querySelectorAll(`[data-select-all~="${name}"]`)) {
      const boxes = boxesUnder(all);
      all.checked = boxes.length > 0 && boxes.every((box) => box.checked);
      all.indeterminate = !all.checked && boxes.some((box) => box.checked);
    }
    for (const place of document.querySelectorAll(`[data-selected-count="${name}"]`)) {
      place.textContent = String(on);
    }
    for (const button of document.querySelectorAll(`[data-needs-selection="${name}"]`)) {
      button.disabled = on === 0;
    }
  }

  document.addEventListener("change", (event) => {
    const { selectAll, select } = event.target.dataset ?? {};
    if (selectAll) {
      for (const box of boxesUnder(event.target)) box.checked = event.target.checked;
      selectAll.split(" ").forEach(countSelected);
    }
    if (select) countSelected(select);
  });

  function countEverySelection() {
    const groups = new Set();
    for (const all of document.querySelectorAll("[data-select-all]")) {
      for (const group of all.dataset.selectAll.split(" ")) groups.add(group);
    }
    for (const button of document.querySelectorAll("[data-needs-selection]")) {
      groups.add(button.dataset.needsSelection);
    }
    groups.forEach(countSelected);
  }

  /* Filters send themselves: at once for a choice, after a pause for typing. */
  let typing;

  function sendSoon(form, wait) {
    clearTimeout(typing);
    typing = setTimeout(() => form.requestSubmit(), wait);
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto-submit]");
    if (form && event.target.type !== "search") sendSoon(form, 0);
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-auto-submit]");
    if (form && event.target.type === "search") sendSoon(form, 400);
  });

  /* A question before what cannot be taken back; and no second sending of the same form. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    if (form.method !== "post" || form.hasAttribute("data-repeatable")) return;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 4000) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = String(Date.now());
  });

  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-sent]");
    if (form) delete form.dataset.sent;
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  /* The text of a field can be copied; where the browser refuses, it stands there selected. */
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.doneLabel;
    } catch {
      field.focus();
    }
  });

  /* The state of the line, told at the top of the page. */
  function showLine() {
    for (const place of document.querySelectorAll("[data-line-state]")) {
      place.hidden = navigator.onLine;
    }
  }

  window.addEventListener("online", showLine);
  window.addEventListener("offline", showLine);

  /* The first wrong field gets the focus when a form comes back with errors. */
  function start() {
    document.documentElement.classList.add("is-ready"); // every deferred script has run
    markTheme();
    showLine();
    countEverySelection();
    document.querySelector(".error-summary[tabindex], .is-invalid")?.focus();
  }

  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSettle", () => {
    markTheme();
    showLine();
    countEverySelection();
  });
})();
