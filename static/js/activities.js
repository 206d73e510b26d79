/* A campaign's calendar: a month, a quarter, all of it, or a list; activities are moved by hand or
   by keyboard. What others do appears by itself: the page asks every three seconds. */
(() => {
  "use strict";

  const calendar = (window.birgeCalendar ??= {});
  const root = document.querySelector("[data-activities]");
  if (!root) return;
  const settings = JSON.parse(document.getElementById("activity-settings").textContent);
  calendar.words = settings.words;
  calendar.bounds = settings;
  calendar.addresses = settings.addresses;
  calendar.readDates(settings.names);

  const LOOK_AGAIN = 3000;
  const LEAST_DAYS = 28;
  const NARROW = matchMedia("(max-width: 767.98px)");
  const find = (name) => root.querySelector(`[data-act-${name}]`);
  const side = document.getElementById("activity-side");
  const { dateOf, dayText, shifted } = calendar;
  const state = { view: settings.view, date: settings.date, tag: "", rows: [], events: new Map() };
  if (!settings.asked && NARROW.matches) state.view = "list";

  calendar.eventById = (id) => state.events.get(String(id));

  /* --- Days ----------------------------------------------------------------------------------- */

  const daysBetween = (first, last) => Math.round((dateOf(last) - dateOf(first)) / 86_400_000);

  function monthStart(text, months = 0) {
    const date = dateOf(text);
    return dayText(new Date(date.getFullYear(), date.getMonth() + months, 1));
  }

  function span() {
    if (state.view === "month") return [monthStart(state.date), shifted(monthStart(state.date, 1), -1)];
    if (state.view === "quarter") {
      const first = monthStart(state.date, -(dateOf(state.date).getMonth() % 3));
      return [first, shifted(monthStart(first, 3), -1)];
    }
    const events = [...state.events.values()];
    const firsts = [settings.start, ...events.map((one) => one.first)].filter(Boolean).sort();
    const lasts = [settings.end, ...events.map((one) => one.last)].filter(Boolean).sort();
    const first = firsts[0] ?? state.date;
    const least = shifted(first, LEAST_DAYS);
    return [first, lasts.length && lasts.at(-1) > least ? lasts.at(-1) : least];
  }

  const stepped = (by) => monthStart(state.date, by * (state.view === "quarter" ? 3 : 1));

  function title() {
    const [first, last] = span();
    const { month, range } = calendar.dates;
    return state.view === "month" ? month(dateOf(first)) : range(dateOf(first), dateOf(last));
  }

  /* --- The address ------------------------------------------------------------------------------ */

  function addressOf(view, date) {
    return `${location.pathname}?${new URLSearchParams({ view, date })}`;
  }

  function showWhere() {
    const isList = state.view === "list";
    const text = isList ? calendar.words.list : title();
    find("title").textContent = text.charAt(0).toLocaleUpperCase(calendar.language) + text.slice(1);
    find("nav").hidden = isList || state.view === "whole";
    find("grid").hidden = isList;
    find("keys").hidden = isList;
    find("list").hidden = !isList;
    for (const one of root.querySelectorAll("[data-act-view]")) {
      if (one.dataset.actView === state.view) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
      one.href = addressOf(one.dataset.actView, state.date);
    }
    root.dataset.view = state.view;
  }

  function go(to, { isBack = false } = {}) {
    Object.assign(state, to);
    showWhere();
    draw();
    if (!isBack) history.pushState({ view: state.view, date: state.date }, "", addressOf(state.view, state.date));
  }

  root.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = event.target.closest("[data-act-go], [data-act-view]");
    if (!to) return;
    event.preventDefault();
    const { actGo, actView } = to.dataset;
    if (actView) go({ view: actView });
    else go({ date: actGo === "today" ? settings.today : stepped(actGo === "next" ? 1 : -1) });
  });

  window.addEventListener("popstate", () => {
    const query = new URLSearchParams(location.search);
    go({ view: query.get("view") ?? state.view, date: query.get("date") ?? state.date }, { isBack: true });
  });

  /* --- Fetching ---------------------------------------------------------------------------------- */

  let hasLine = true;
  let isAsking = false;
  let isListOld = false;

  async function load() {
    isAsking = true;
    const headers = state.tag ? { "If-None-Match": state.tag } : {};
    try {
      const response = await fetch(settings.addresses.events, { headers, cache: "no-store" });
      if (response.status === 401 || response.status === 404) location.reload();
      if (response.ok) take(await response.json(), response.headers.get("ETag"));
      lineIs(true);
    } catch {
      lineIs(false);
    }
    isAsking = false;
  }
  calendar.refresh = load;

  function lineIs(there) {
    if (!there && hasLine) calendar.tell(calendar.words.offline, { kind: "warn" });
    hasLine = there;
  }

  function take(answer, tag) {
    /* What is being dragged or is on its way stays; the next look takes the rest. */
    if (calendar.isBusy || calendar.pending) return;
    const before = state.events;
    const isFirst = !state.tag;
    state.tag = tag;
    const events = new Map(answer.events.map((one) => [String(one.id), one]));
    /* After an own change all is there already; drawn anew, it would lose the focus. */
    const isSame = asText(answer.rows, events) === asText(state.rows, before);
    state.rows = answer.rows;
    state.events = events;
    if (isSame && !isFirst) return;
    const changed = answer.events.filter((one) => before.get(String(one.id))?.seen !== one.seen);
    isListOld = !isFirst;
    draw();
    if (!isFirst && (changed.length || before.size !== state.events.size)) flash(changed);
  }

  const asText = (rows, events) => JSON.stringify([rows, [...events.values()]]);

  function flash(changed) {
    const ids = new Set(changed.map((one) => String(one.id)));
    requestAnimationFrame(() => {
      for (const link of root.querySelectorAll("[data-activity]")) {
        if (ids.has(link.dataset.activity)) link.closest(".ec-event")?.classList.add("is-new");
      }
    });
    find("told").textContent = calendar.words.by_others;
    setTimeout(() => {
      find("told").textContent = "";
      for (const one of root.querySelectorAll(".is-new")) one.classList.remove("is-new");
    }, 4000);
  }

  async function look() {
    if (!document.hidden && !calendar.isBusy && !calendar.pending && !isAsking) await load();
    setTimeout(look, LOOK_AGAIN);
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) load();
  });

  /* --- Drawing ----------------------------------------------------------------------------------- */

  function draw() {
    if (state.view === "list") return drawList();
    const isHeld = document.activeElement === document.body && Date.now() < held.until;
    const focused = isHeld ? held.id : document.activeElement?.dataset?.activity;
    const events = [...state.events.values()];
    const [first, last] = span();
    const isMonth = state.view === "month";
    const days = daysBetween(first, last) + 1;
    calendar.ec.setOption("date", first);
    if (!isMonth) {
      calendar.ec.setOption("duration", { days });
      calendar.ec.setOption("dayHeaderFormat", calendar.headOf(days));
      calendar.ec.setOption("columnWidth", `minmax(${days > 120 ? 4 : 8}px, 1fr)`);
      const shown = events.filter((one) => one.first <= last && one.last >= first);
      calendar.ec.setOption("resources", calendar.resourcesOf(state.rows, shown));
    } else {
      calendar.ec.setOption("dayHeaderFormat", calendar.dates.short);
    }
    const view = isMonth ? "month" : "rows";
    if (calendar.ec.getOption("view") !== view) calendar.ec.setOption("view", view);
    const spans = isMonth ? [] : calendar.spansOf(state.rows);
    calendar.ec.setOption("events", [...spans, ...events.map((one) => calendar.eventOf(one, view))]);
    if (focused) setTimeout(() => root.querySelector(`.cal-grid [data-activity="${focused}"]`)?.focus());
  }

  function drawList() {
    if (!isListOld) return;
    isListOld = false;
    const source = addressOf("list", state.date);
    window.htmx.ajax("GET", source, { target: "#activity-list", select: "#activity-list", swap: "outerHTML" });
  }

  calendar.drawOne = (one) =>
    calendar.ec.updateEvent(calendar.eventOf(one, state.view === "month" ? "month" : "rows"));

  calendar.show = (one) => {
    if (!state.events.has(String(one.id))) return;
    state.events.set(String(one.id), one);
    isListOld = true;
    draw();
  };

  function create(target) {
    calendar.ec = EventCalendar.create(target, {
      view: state.view === "month" ? "month" : "rows",
      date: state.date,
      events: [],
      resources: [],
      locale: calendar.language,
      firstDay: 1,
      headerToolbar: { start: "", center: "", end: "" },
      views: {
        month: { type: "dayGridMonth" },
        rows: { type: "resourceTimelineMonth", slotDuration: { days: 1 }, monthHeaderFormat: { month: "long", year: "numeric" } },
      },
      dayMaxEvents: false,
      nowIndicator: true,
      longPressDelay: 400,
      dayHeaderAriaLabelFormat: calendar.dates.whole,
      eventContent: calendar.contentOf,
      resourceLabelContent: calendar.labelOf,
      selectable: settings.may_edit,
      dateClick: ({ dateStr, resource }) => plan(dateStr.slice(0, 10), "", resource),
      select: ({ start, end, resource }) => plan(dayText(start), shifted(dayText(end), -1), resource),
      ...calendar.dragOptions,
    });
  }

  /* Sends new days, or another row, which the answer says as they are now. */
  calendar.moveActivity = (id, to, { revert = () => {}, said = calendar.words.moved } = {}) =>
    calendar.change(id, "move", to, {
      revert,
      said: ({ event }) => calendar.fill(said, { title: event?.title, days: event?.days }),
    });

  /* --- By keyboard ---------------------------------------------------------------------------------- */

  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

  /* While it is drawn anew, the keys that follow are still meant for it. */
  const held = { id: "", until: 0 };

  function idFor(event) {
    if (event.target === document.body && Date.now() < held.until) return held.id;
    return event.target.closest?.("[data-activities] [data-activity]")?.dataset.activity;
  }

  document.addEventListener("keydown", (event) => {
    const id = idFor(event);
    const by = STEPS[event.key];
    const one = id && state.events.get(id);
    if (!one?.movable || !by || !event.shiftKey) return;
    event.preventDefault();
    Object.assign(held, { id, until: Date.now() + 1000 });
    const isLonger = event.ctrlKey || event.metaKey;
    calendar.moveActivity(id, () => {
      const { first, last } = state.events.get(id);
      const end = shifted(last, by);
      return isLonger ? { first, last: end < first ? first : end } : { first: shifted(first, by), last: end };
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !side.hidden) return close();
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isUndo || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    calendar.undo();
  });
  root.querySelector("[data-cal-undo]")?.addEventListener("click", () => calendar.undo());

  /* --- Beside it: one activity ------------------------------------------------------------------------ */

  let opener = null;

  function open(address) {
    if (NARROW.matches) return location.assign(address);
    opener = document.activeElement;
    return window.htmx.ajax("GET", address, { target: "#activity-side", swap: "innerHTML" }).then(() => {
      side.hidden = false;
      side.querySelector("[name=title], [data-act-close]")?.focus();
    });
  }

  function close() {
    side.hidden = true;
    side.replaceChildren();
    opener?.focus();
  }

  function plan(date, until, resource) {
    if (!settings.may_edit) return;
    const query = new URLSearchParams({ date });
    if (until && until !== date) query.set("until", until);
    const row = resource?.extendedProps.row;
    if (row && /^\d+$/.test(row)) query.set("channel", row);
    calendar.ec.unselect();
    open(`${settings.addresses.create}?${query}`);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-act-close]")) return close();
    const link = event.target.closest("[data-activity-panel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (Date.now() - (calendar.draggedAt ?? 0) < 300) return event.preventDefault();
    if (NARROW.matches) return;
    event.preventDefault();
    open(link.getAttribute("href"));
  });

  document.addEventListener("activity-saved", () => {
    close();
    calendar.tell(calendar.words.saved, { kind: "good" });
    load();
  });

  /* Back from the form or the line: what was added can be taken back here. */
  function tellAdded({ id, title: name, ...undo }) {
    calendar.remember(id, undo);
    calendar.tell(calendar.fill(calendar.words.added, { title: name }), {
      kind: "good",
      acts: [[calendar.words.undo, calendar.undo]],
    });
    history.replaceState(null, "", addressOf(state.view, state.date));
  }

  document.addEventListener("DOMContentLoaded", async () => {
    create(find("grid"));
    calendar.mendRoles(find("grid"));
    showWhere();
    await load();
    if (settings.added) tellAdded(settings.added);
    root.classList.add("is-drawn");
    setTimeout(look, LOOK_AGAIN);
  });
})();
