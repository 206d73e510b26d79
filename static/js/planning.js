/* Planning many sessions: counts while choosing, lessons in the order in which they were ticked,
   schools that stay chosen while others are looked for. Without it, the pages work the same. */
(() => {
  "use strict";

  function boxes(form, name) {
    return [...form.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]`)];
  }

  /* How many sessions the choices are. */
  function count(form) {
    const place = form.querySelector("[data-plan-count]");
    if (!place) return;
    const classes = boxes(form, "class_groups").filter((box) => box.checked).length;
    const lessons = boxes(form, "lessons").filter((box) => box.checked).length;
    place.textContent =
      classes && lessons
        ? place.dataset.words
            .replace("{sessions}", String(classes * lessons))
            .replace("{classes}", String(classes))
            .replace("{lessons}", String(lessons))
        : place.dataset.empty;
  }

  /* Lessons have their turn in the order in which they were ticked. */
  function order(form, ticked) {
    const field = form.querySelector('[name="lesson_order"]');
    if (!field) return;
    const on = boxes(form, "lessons")
      .filter((box) => box.checked)
      .map((box) => box.value);
    const known = field.value.split(",").filter((value) => on.includes(value) && value !== ticked);
    const turns = [...known, ...on.filter((value) => !known.includes(value))];
    field.value = turns.join(",");
    for (const box of boxes(form, "lessons")) {
      const turn = box.closest("label").querySelector(".lesson-turn");
      turn.textContent = box.checked ? String(turns.indexOf(box.value) + 1) : "";
    }
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-plan]");
    if (!form) return;
    if (event.target.name === "lessons") order(form, event.target.value);
    count(form);
  });

  document.addEventListener("click", (event) => {
    const all = event.target.closest("[data-tick-all]");
    if (all) {
      const group = boxes(all.closest("form"), all.dataset.tickAll);
      const on = !group.every((box) => box.checked);
      for (const box of group) {
        if (box.checked === on) continue;
        box.checked = on;
        box.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
    const filler = event.target.closest("[data-fill]");
    if (filler) document.getElementById(filler.dataset.fill).value = filler.dataset.value;
  });

  /* Chosen schools stay when the list below them changes. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const list = event.detail.target;
    const kept = document.getElementById(list.dataset?.keeps ?? "");
    if (!kept) return;
    for (const box of list.querySelectorAll("input:checked[data-select]")) {
      kept.append(box.closest("li"));
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const list = event.detail.target;
    const kept = document.getElementById(list.dataset?.keeps ?? "");
    if (!kept) return;
    for (const box of kept.querySelectorAll("input")) {
      list.querySelector(`input[value="${CSS.escape(box.value)}"]`)?.closest("li").remove();
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-plan]")) {
      order(form, "");
      count(form);
    }
  });
})();
