/* The calendar, changes: each is shown at once, sent, and taken back where the server refuses.
   What was done can be undone; that is a change of its own, which the server checks as well. */
(() => {
  "use strict";

  const calendar = (window.birgeCalendar ??= {});
  const SHOWN = 12_000;
  const MOST_UNDONE = 30;
  const done = [];
  const inLine = new Map();

  /* --- Telling ------------------------------------------------------------------------------ */

  function button(text, act, toast) {
    const made = calendar.element("button", "btn btn-sm", text);
    made.type = "button";
    made.addEventListener("click", () => {
      toast.remove();
      act();
    });
    return made;
  }

  /* A note at the foot of the screen, with what can be done about it. */
  calendar.tell = (text, { kind = "note", acts = [], stays = false, lines = [] } = {}) => {
    const list = document.querySelector("[data-cal-toasts]");
    const toast = calendar.element("div", `message cal-toast is-${kind}`);
    const body = calendar.element("div", "cal-toast-text", text);
    for (const line of lines) body.append(calendar.element("div", "cal-toast-line", line));
    toast.append(body);
    for (const [label, act] of acts) toast.append(button(label, act, toast));
    const away = calendar.element("button", "message-close", "×");
    away.type = "button";
    away.setAttribute("aria-label", calendar.words.close);
    away.addEventListener("click", () => toast.remove());
    toast.append(away);
    for (const old of list.querySelectorAll(".is-good")) old.remove();
    while (list.children.length > 2) list.firstElementChild.remove();
    list.append(toast);
    if (!stays) setTimeout(() => toast.remove(), SHOWN);
  };

  /* --- Sending ------------------------------------------------------------------------------ */

  function token() {
    return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  }

  async function send(address, body) {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(body),
    });
    const isJson = response.headers.get("Content-Type")?.includes("json");
    return { status: response.status, answer: isJson ? await response.json() : {} };
  }

  /* One change of a session after another: the next one builds on what the last one left. */
  function inTurn(id, change) {
    const before = inLine.get(id) ?? Promise.resolve();
    const next = before.then(change, change);
    inLine.set(id, next);
    calendar.pending = (calendar.pending ?? 0) + 1;
    return next.finally(() => {
      calendar.pending -= 1;
      if (inLine.get(id) === next) inLine.delete(id);
    });
  }

  const address = (id, what) => `${calendar.addresses.page}${id}/${what}/`;

  /* Sends a change; true where it holds. Whatever the answer, the session is shown as it is. */
  function change(id, what, body, { said, revert }) {
    return inTurn(id, async () => {
      const seen = calendar.eventById(id)?.seen ?? "";
      let sent;
      try {
        sent = await send(address(id, what), { seen, ...body() });
      } catch {
        sent = { status: 0, answer: {} };
      }
      const { status, answer } = sent;
      if (status === 200) {
        if (answer.event) calendar.show(answer.event);
        if (answer.undo) remember(id, answer.undo);
        calendar.tell(said(answer), {
          kind: "good",
          acts: answer.undo ? [[calendar.words.undo, calendar.undo]] : [],
        });
        calendar.refresh();
        return true;
      }
      revert?.();
      if (answer.event) calendar.show(answer.event);
      refused(answer, () => change(id, what, () => ({ ...body(), despite: true }), { said }));
      calendar.refresh();
      return false;
    });
  }

  calendar.change = change;

  function refused(answer, again) {
    const lines = (answer.changes ?? []).flatMap((entry) => [
      [entry.by, entry.what].filter(Boolean).join(": "),
      ...entry.fields.map((one) => `${one.field}: ${one.old || "–"} → ${one.new || "–"}`),
    ]);
    calendar.tell(answer.detail ?? calendar.words.failed, {
      kind: "bad",
      stays: true,
      lines,
      acts: answer.can_decide ? [[calendar.words.all_the_same, again]] : [],
    });
  }

  /* --- What can be done ----------------------------------------------------------------------- */

  calendar.move = (id, to, { isMove = false, revert }) =>
    change(id, "move", () => to, {
      revert,
      said: ({ event }) =>
        isMove
          ? calendar.fill(calendar.words.moved, { when: calendar.whenText(new Date(event.start)) })
          : calendar.fill(calendar.words.longer, to),
    });

  /* :param instead: whose place it is, as a row of the board. */
  calendar.assign = (id, volunteer, name, instead = null) => {
    const body = { volunteer: Number(volunteer) };
    if (instead) body.instead_of = Number(instead.id);
    const said = instead ? calendar.words.swapped : calendar.words.assigned;
    return change(id, "assign", () => body, {
      said: () => calendar.fill(said, { volunteer: name, before: instead?.title }),
    });
  };

  /* --- Undo ----------------------------------------------------------------------------------- */

  function remember(id, undo) {
    done.push({ id, undo });
    if (done.length > MOST_UNDONE) done.shift();
    showUndo();
  }
  calendar.remember = remember;

  function showUndo() {
    const button = document.querySelector("[data-cal-undo]");
    if (button) button.disabled = !done.length;
  }

  calendar.undo = () => {
    const last = done.pop();
    showUndo();
    if (!last) return;
    change(last.id, "undo", () => last.undo, { said: (answer) => taken(last, answer) });
  };

  /* What was done before to the same session is now to be taken back from this new version. */
  function taken({ id }, { event }) {
    for (const one of done) {
      if (one.id === id && event) one.undo.seen = event.seen;
    }
    return calendar.words.undone;
  }
})();
