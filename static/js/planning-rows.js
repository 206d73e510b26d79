/* The rows of a plan while somebody types in them: every answer replaces all rows, so what was
   typed since it was asked for is put back and sent, too; and "Plan" takes along what was not
   sent yet. Without it, each row has a button of its own. */
(() => {
  "use strict";

  const FIELDS = ["date", "time"];
  const typed = new Map();

  function valuesOf(row) {
    const field = (name) => row.querySelector(`[name="${name}"]`);
    return {
      date: field("date").value,
      time: field("time").value,
      wanted: field("is_wanted").checked,
    };
  }

  function remember(event) {
    const row = event.target.closest?.(".plan-row");
    if (row) typed.set(row.querySelector('[name="rows"]').value, valuesOf(row));
  }
  for (const kind of ["input", "change"]) document.addEventListener(kind, remember, true);

  /* What an answer knows of needs no further care. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const sent = event.detail.requestConfig?.formData;
    if (event.detail.target.id !== "plan" || !sent) return;
    const known = typed.get(sent.get("rows"));
    const isSame =
      known &&
      FIELDS.every((name) => sent.get(name) === known[name]) &&
      sent.has("is_wanted") === known.wanted;
    if (isSame) typed.delete(sent.get("rows"));
  });

  document.addEventListener("htmx:afterSettle", () => {
    for (const [number, values] of typed) {
      const at = document.querySelector(`.plan-row [name="rows"][value="${CSS.escape(number)}"]`);
      if (!at) continue;
      const row = at.closest(".plan-row");
      for (const name of FIELDS) row.querySelector(`[name="${name}"]`).value = values[name];
      row.querySelector('[name="is_wanted"]').checked = values.wanted;
      row.querySelector('[name="time"]').dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-takes-typed]")) return;
    for (const [number, values] of typed) {
      add(event.target, "changed", number);
      for (const name of FIELDS) add(event.target, `${name}_${number}`, values[name]);
      if (values.wanted) add(event.target, `is_wanted_${number}`, "on");
    }
    typed.clear();
  });

  function add(form, name, value) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
})();
