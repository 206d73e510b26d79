/* The log page: one tap for a whole class, and numbers that follow when the way of teaching
   changes. Without this script the page works the same, with more typing. The form may come later
   than the script. */
(() => {
  "use strict";

  const PAIRS = [
    ["students_online", "students_offline"],
    ["parents_online", "parents_offline"],
  ];

  function modeOf(form) {
    return form.querySelector('[name="mode"]:checked')?.value;
  }

  function fieldOf(row, name) {
    return row.querySelector(`input[name$="-${name}"]`);
  }

  /* "All came": the number of the list into the field that is shown. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".log-form [data-fill-students]");
    if (!button) return;
    const row = button.closest(".log-row");
    const name = modeOf(button.form) === "offline" ? "students_offline" : "students_online";
    const field = fieldOf(row, name);
    field.value = button.dataset.fillStudents;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus({ preventScroll: true });
  });

  /* From online to in person: what was counted moves to the other field, and back. */
  document.addEventListener("change", (event) => {
    const form = event.target.closest(".log-form");
    if (!form || event.target.name !== "mode" || event.target.value === "hybrid") return;
    const toOffline = event.target.value === "offline";
    for (const row of form.querySelectorAll(".log-row")) {
      for (const [online, offline] of PAIRS) {
        const from = fieldOf(row, toOffline ? online : offline);
        const to = fieldOf(row, toOffline ? offline : online);
        if (Number(to.value) || !Number(from.value)) continue;
        to.value = from.value;
        from.value = "";
      }
    }
  });
})();
