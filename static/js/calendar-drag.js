/* The calendar, dragging: where something cannot go is marked while it is dragged, with the
   reason beside the pointer. Whether it may go there is still for the server to say. */
(() => {
  "use strict";

  const calendar = (window.birgeCalendar ??= {});
  const REASONS_LAST = 20_000;
  const MOST_SHOWN = 3;
  const known = new Map();
  let dragged = null;
  let blocked = [];
  let marks = [];

  /* --- What stands against it ------------------------------------------------------------------ */

  async function ask(parameter, id) {
    const key = `${parameter}-${id}-${calendar.query()}`;
    const last = known.get(key);
    if (last && Date.now() - last.at < REASONS_LAST) return last.answer;
    const answer = fetch(`${calendar.addresses.conflicts}?${calendar.query()}&${parameter}=${id}`, {
      headers: { "Content-Type": "application/json" },
    }).then((response) => (response.ok ? response.json() : {}), () => ({}));
    known.set(key, { at: Date.now(), answer });
    return answer;
  }
  calendar.forgetReasons = () => known.clear();

  /* Asked for when a hand comes near, so that the answer is there when the drag begins. */
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || dragged) return;
    const id = event.target.closest?.("[data-calendar] .ec-draggable .cal-link")?.dataset.session;
    if (id) ask("session", id);
  });

  const overlaps = (one, start, end) => one.start < end && one.end > start;

  function against(start, end) {
    return blocked.filter((one) => overlaps(one, calendar.momentText(start), calendar.momentText(end)));
  }

  /* --- The reason beside the pointer ------------------------------------------------------------ */

  const label = () => document.querySelector("[data-cal-reason]");

  function say(reasons, event) {
    const place = label();
    const told = [...new Set(reasons)].slice(0, MOST_SHOWN);
    place.hidden = !told.length;
    document.querySelector("[data-calendar]").classList.toggle("is-refused", told.length > 0);
    if (!told.length) return;
    place.replaceChildren(...told.map((text) => calendar.element("div", "", text)));
    const x = Math.min(event.clientX + 14, innerWidth - place.offsetWidth - 8);
    const y = Math.min(event.clientY + 18, innerHeight - place.offsetHeight - 8);
    place.style.transform = `translate(${Math.max(8, x)}px, ${Math.max(8, y)}px)`;
  }

  /* --- A session is moved or pulled ------------------------------------------------------------- */

  function boardRow(event) {
    const view = calendar.view();
    return view.startsWith("schools") || view.startsWith("volunteers") ? event.resourceIds : [];
  }

  /* In the hours each blocked time is a band; where the days are the smallest part, a day is
     blocked where the session's own hour is. */
  function bands(event) {
    const resourceIds = boardRow(event);
    if (!["month", "schools", "volunteers"].includes(calendar.view())) {
      return blocked.map((one) => ({ start: one.start, end: one.end, resourceIds, extendedProps: { reason: one.reason } }));
    }
    const length = event.end - event.start;
    return calendar.days().flatMap((day) => {
      const start = new Date(`${day}T${calendar.timeText(event.start)}`);
      const [first] = against(start, new Date(start.getTime() + length));
      if (!first) return [];
      return [{ start: day, end: day, allDay: true, resourceIds, extendedProps: { reason: first.reason } }];
    });
  }

  function mark(event) {
    clear();
    marks = bands(event).map((band, number) =>
      calendar.ec.addEvent({ ...band, id: `blocked-${number}`, display: "background", className: "cal-blocked" }),
    );
  }

  function clear() {
    for (const one of marks) calendar.ec.removeEventById(one.id);
    marks = [];
  }

  async function begin({ event }) {
    dragged = event.id;
    calendar.isBusy = true;
    const answer = await ask("session", event.id);
    if (dragged !== event.id) return;
    blocked = answer.blocked ?? [];
    mark(event);
  }

  function end() {
    dragged = null;
    blocked = [];
    knownRows.clear();
    clear();
    calendar.isBusy = false;
    say([]);
    /* The click that ends a drag opens nothing. */
    calendar.draggedAt = Date.now();
  }

  /* --- Into another row of a board ---------------------------------------------------------- */

  const NOBODY = "open";
  const SLIP = 30 * 60_000;
  const isOnVolunteers = () => calendar.view().startsWith("volunteers");
  const isMoved = (info) => Math.abs(info.event.start - info.oldEvent.start) >= SLIP;

  function isElsewhere(info) {
    return Boolean(info.newResource && info.oldResource && info.newResource.id !== info.oldResource.id);
  }

  /* Why a session cannot go into another row; nothing where it can, or as long as nobody knows. */
  function againstRow({ event, oldEvent, oldResource, newResource }) {
    if (!isOnVolunteers()) return [calendar.words.in_row];
    if (newResource.id === NOBODY) {
      return [calendar.fill(calendar.words.to_nobody, { volunteer: oldResource.title })];
    }
    if (isMoved({ event, oldEvent })) return [calendar.words.one_at_a_time];
    return reasonsOf(newResource.id, event.id);
  }

  const knownRows = new Map();
  let over = null;

  function reasonsOf(who, session) {
    const key = `${who}&session=${session}`;
    if (!knownRows.has(key)) {
      knownRows.set(key, []);
      ask("who", key).then(({ unfit }) => {
        knownRows.set(key, unfit?.[session] ?? []);
        /* The hand may rest where it was when it was asked. */
        if (dragged && over?.newResource.id === who) say(againstRow(over), over.jsEvent);
      });
    }
    return knownRows.get(key).map((reason) => reason.text);
  }

  /* Soft reasons are told, and asked about once more when it is dropped. */
  const isForbidden = (info) =>
    !isOnVolunteers() ||
    info.newResource.id === NOBODY ||
    isMoved(info) ||
    (knownRows.get(`${info.newResource.id}&session=${info.event.id}`) ?? []).some((reason) => reason.hard);

  function follow(info) {
    over = isElsewhere(info) && info.jsEvent ? info : null;
    if (isElsewhere(info)) {
      say(againstRow(info), info.jsEvent ?? {});
      return !isForbidden(info);
    }
    if (info.jsEvent?.clientX !== undefined) {
      say(against(info.event.start, info.event.end).map((one) => one.reason), info.jsEvent);
    }
    return true;
  }

  /* From the row of places that are open: assigned; from somebody's row: takes their place. */
  function handOver({ event, oldResource, newResource, revert }) {
    revert();
    const instead = oldResource.id === NOBODY ? null : oldResource;
    calendar.assign(event.id, newResource.id, newResource.title, instead);
  }

  const timeOf = (event) => ({
    start: calendar.momentText(event.start),
    minutes: Math.round((event.end - event.start) / 60_000),
  });

  calendar.dragOptions = {
    eventDragStart: begin,
    eventResizeStart: begin,
    eventDragStop: end,
    eventResizeStop: end,
    dragConstraint: follow,
    resizeConstraint: follow,
    eventDrop(info) {
      if (isElsewhere(info)) return handOver(info);
      const { event, oldEvent, revert } = info;
      if (event.start.getTime() === oldEvent.start.getTime()) return;
      calendar.move(event.id, timeOf(event), { isMove: true, revert });
    },
    eventResize({ event, revert }) {
      calendar.move(event.id, timeOf(event), { revert });
    },
  };

  /* --- A volunteer is dropped onto a session ------------------------------------------------------ */

  let volunteer = null;
  let refused = [];

  const blockAt = (event) => event.target.closest?.("[data-calendar] .ec-event:not(.ec-preview)");
  const sessionAt = (block) => block?.querySelector("[data-session]")?.dataset.session;

  function whyNot(id) {
    const one = calendar.eventById(id);
    if (one?.movable && one.filled >= one.places) return [calendar.words.full];
    if (!one?.staffable) return [one?.word ?? ""].filter(Boolean);
    return (volunteer.unfit[id] ?? []).map((reason) => reason.text);
  }

  function isHard(id) {
    const one = calendar.eventById(id);
    return !one?.staffable || (volunteer.unfit[id] ?? []).some((reason) => reason.hard);
  }

  function markSessions() {
    for (const block of document.querySelectorAll("[data-calendar] .ec-event")) {
      const id = sessionAt(block);
      block.classList.toggle("is-unfit", Boolean(id && volunteer && isHard(id)));
      block.classList.toggle("is-fit", Boolean(id && volunteer && !isHard(id)));
    }
  }

  document.addEventListener("dragstart", async (event) => {
    const row = event.target.closest?.("[data-volunteer]");
    if (!row) return;
    event.dataTransfer.setData("text/plain", row.dataset.name);
    event.dataTransfer.effectAllowed = "link";
    const mine = { id: row.dataset.volunteer, name: row.dataset.name, unfit: {} };
    volunteer = mine;
    calendar.isBusy = true;
    markSessions();
    const answer = await ask("who", mine.id);
    if (volunteer !== mine) return;
    mine.unfit = answer.unfit ?? {};
    markSessions();
  });

  document.addEventListener("dragover", (event) => {
    const block = volunteer && blockAt(event);
    const id = sessionAt(block);
    refused = [];
    if (!id) {
      if (volunteer) say([], event);
      return;
    }
    const reasons = whyNot(id);
    say(reasons, event);
    if (isHard(id)) {
      refused = reasons;
      return;
    }
    event.preventDefault();
    event.dataTransfer.dropEffect = "link";
  });

  document.addEventListener("drop", (event) => {
    const id = volunteer && sessionAt(blockAt(event));
    if (!id) return;
    event.preventDefault();
    calendar.assign(id, volunteer.id, volunteer.name);
  });

  document.addEventListener("dragend", () => {
    if (!volunteer) return;
    /* Let go over a session that does not take them: no drop comes then, and nothing would be said. */
    if (refused.length) calendar.tell(`${volunteer.name}: ${refused.join(" · ")}`, { kind: "error" });
    refused = [];
    volunteer = null;
    calendar.isBusy = false;
    say([]);
    markSessions();
  });
})();
