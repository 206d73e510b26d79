/* What is wrong with a form that was filled in, shown as the server shows it: at the top with links,
   and at the fields. */
(() => {
  "use strict";

  const offline = (self.birgeOffline ??= {});

  /* What the server has refused: {"attendance.0.teachers": [...]}, as pairs of a field (or null: the
     whole) and a message. */
  offline.faultsFrom = (form, { errors = {}, detail = "", body }, fieldNamed) => {
    const found = detail ? [[null, detail]] : [];
    for (const [name, messages] of Object.entries(errors)) {
      const field = fieldNamed(form, name, body);
      for (const message of messages) found.push([field ?? null, message]);
    }
    return found;
  };

  function clearFaults(form) {
    form.querySelector(":scope > .error-summary")?.remove();
    for (const message of form.querySelectorAll(".invalid-feedback")) message.remove();
    for (const field of form.querySelectorAll(".has-error")) field.classList.remove("has-error");
    for (const field of form.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      field.classList.remove("is-invalid");
    }
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /* Of several to choose from, the words above all of them. */
  function ownLabelOf(form, field) {
    if (field.type === "radio") return field.closest(".field, .mb-3").querySelector("legend, label");
    return form.querySelector(`label[for="${field.id}"]`) ?? field.closest("label");
  }

  function labelOf(form, field) {
    const own = ownLabelOf(form, field);
    const group = field.closest(".log-row")?.querySelector("legend");
    const [of, name] = [group, own].map((label) => label?.textContent.trim() ?? "");
    if (!of || !name) return of || name;
    return `${of}, ${name[0].toLowerCase()}${name.slice(1)}`;
  }

  function markField(field, message) {
    const place = field.closest(".field, .mb-3") ?? field.parentElement;
    const text = element("div", {
      className: "invalid-feedback",
      id: `${field.id}_error`,
      textContent: message,
    });
    place.classList.add("has-error");
    const label = place.querySelector("label, legend");
    if (label) label.after(text);
    else place.prepend(text);
    if (field.type === "hidden") return text.id;
    field.classList.add("is-invalid");
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", text.id);
    for (let around = field.closest("details"); around; ) {
      around.open = true;
      around = around.parentElement.closest("details");
    }
    return field.id;
  }

  offline.showFaults = (form, faults, words) => {
    clearFaults(form);
    if (!faults.length) return;
    const list = element("ul", {});
    for (const [field, message] of faults) {
      if (!field) {
        list.append(element("li", {}, message));
        continue;
      }
      const label = labelOf(form, field);
      const href = `#${markField(field, message)}`;
      const text = label ? `${label}: ${message}` : message;
      list.append(element("li", {}, element("a", { href, textContent: text })));
    }
    const summary = element("div", { className: "error-summary", tabIndex: -1 });
    summary.setAttribute("role", "alert");
    summary.append(element("h2", { textContent: words.heading }), list);
    form.prepend(summary);
    summary.focus();
  };
})();
