/* "It did not take place", with a reason: as it was typed, as it is sent, what is still missing. */
(() => {
  "use strict";

  const offline = (self.birgeOffline ??= {});
  const NAMES = ["reason", "note"];

  const read = (form) => Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value]));

  function fill(form, values) {
    for (const name of NAMES) form.elements[name].value = values[name];
  }

  /* The time that was meant goes along: the session may get another one before this is sent. */
  const bodyOf = (form, values, uuid) => ({
    client_uuid: uuid,
    reason: values.reason,
    note: values.note.trim(),
    starts_at: form.dataset.startsAt,
  });

  function faultsOf(form, words) {
    const { reason, note } = read(form);
    if (!reason) return [[fieldNamed(form, "reason"), words.reason]];
    if (reason === "other" && !note.trim()) return [[fieldNamed(form, "note"), words.note]];
    return [];
  }

  const fieldNamed = (form, name) => form.querySelector(`[name="${CSS.escape(name)}"]`);

  (offline.forms ??= {})["not-held"] = { read, fill, bodyOf, faultsOf, fieldNamed };
})();
