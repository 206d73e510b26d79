/* The calendar: which days and which view, kept in the address; what is visible is fetched, and
   looked at again every few seconds, so that what others do appears by itself. */
(() => {
  "use strict";

  const calendar = (window.birgeCalendar ??= {});
  const root = document.querySelector("[data-calendar]");
  if (!root) return;
  const settings = JSON.parse(document.getElementById("calendar-settings").textContent);
  calendar.words = settings.words;
  calendar.addresses = settings.addresses;
  calendar.readDates(settings.names);

  const LOOK_AGAIN = 3000;
  const VIEW_KEPT = "birge.calendar.view";
  const NARROW = matchMedia("(max-width: 767.98px)");
  const form = document.querySelector(".cal-filters");
  const find = (name) => root.querySelector(`[data-cal-${name}]`);
  const state = { view: settings.view, date: settings.date, page: 1, tag: "", events: new Map() };

  /* On a phone the day comes first; elsewhere the week. */
  if (!settings.asked && NARROW.matches) state.view = "day";

  /* More at the same time than stand side by side on a phone are listed. */
  const BESIDE = 2;
  const LISTED_DAY = "listed-day";

  function drawnAs() {
    return state.view === "day" && NARROW.matches && atOnce() > BESIDE ? LISTED_DAY : state.view;
  }

  function atOnce() {
    const shown = [...state.events.values()];
    const during = ({ start }) => shown.filter((one) => one.start <= start && one.end > start);
    return Math.max(0, ...shown.map((one) => during(one).length));
  }

  calendar.view = () => state.view;
  calendar.eventById = (id) => state.events.get(String(id));

  /* --- Days ----------------------------------------------------------------------------------- */

  const { dateOf, shifted } = calendar;
  const isOfOneDay = () => state.view === "day" || state.view.endsWith("-day");

  calendar.days = () => {
    if (isOfOneDay()) return [state.date];
    const anchor = state.view === "month" ? `${state.date.slice(0, 8)}01` : state.date;
    const first = shifted(anchor, -calendar.weekday(dateOf(anchor)));
    const count = state.view === "month" ? 42 : 7;
    return Array.from({ length: count }, (_, number) => shifted(first, number));
  };

  function stepped(by) {
    if (isOfOneDay()) return shifted(state.date, by);
    if (state.view !== "month") return shifted(state.date, 7 * by);
    const date = dateOf(`${state.date.slice(0, 8)}01`);
    date.setMonth(date.getMonth() + by);
    return calendar.dayText(date);
  }

  function title() {
    const { month, whole, range } = calendar.dates;
    if (state.view === "month") return month(dateOf(state.date));
    if (isOfOneDay()) return whole(dateOf(state.date));
    const days = calendar.days();
    return range(dateOf(days[0]), dateOf(days[6]));
  }

  /* --- The address ------------------------------------------------------------------------------ */

  function parameters() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.set(name, value);
    query.set("view", state.view);
    query.set("date", state.date);
    if (state.page > 1) query.set("page", state.page);
    return query;
  }
  calendar.query = () => parameters().toString();

  function showWhere() {
    form.elements.view.value = state.view;
    form.elements.date.value = state.date;
    const text = title();
    find("title").textContent = text.charAt(0).toLocaleUpperCase(calendar.language) + text.slice(1);
    const base = state.view.replace("-day", "");
    for (const one of root.querySelectorAll("[data-cal-view]")) {
      if (one.dataset.calView === base) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
      const query = parameters();
      query.set("view", one.dataset.calView);
      one.href = `?${query}`;
    }
    const isBoard = base === "schools" || base === "volunteers";
    find("span").hidden = !isBoard;
    for (const one of root.querySelectorAll("[data-cal-span-of]")) {
      const isOn = (one.dataset.calSpanOf === "day") === isOfOneDay();
      one.setAttribute("aria-pressed", String(isOn));
    }
    root.dataset.view = state.view;
    showListAddress();
  }

  function showListAddress() {
    const query = parameters();
    const days = calendar.days();
    for (const name of ["view", "date", "page", "mode"]) query.delete(name);
    query.set("when", "dates");
    query.set("since", days[0]);
    query.set("until", days.at(-1));
    const list = document.querySelector("[data-cal-list]");
    list.href = `${list.pathname}?${query}`;
  }

  /* --- Fetching ---------------------------------------------------------------------------------- */

  let asking = null;

  async function load({ isQuiet = false } = {}) {
    asking?.abort();
    const mine = (asking = new AbortController());
    const query = calendar.query();
    if (!isQuiet) root.setAttribute("aria-busy", "true");
    const headers = { "Content-Type": "application/json" };
    if (isQuiet && state.tag && state.tagOf === query) headers["If-None-Match"] = state.tag;
    try {
      const response = await fetch(`${calendar.addresses.events}?${query}`, {
        headers,
        cache: "no-store",
        signal: mine.signal,
      });
      if (response.status === 401) location.reload();
      if (response.ok) take(await response.json(), response.headers.get("ETag"), query, isQuiet);
      lineIs(true);
    } catch (error) {
      if (error.name === "AbortError") return;
      lineIs(false);
    }
    if (asking === mine) root.removeAttribute("aria-busy");
  }
  calendar.refresh = () => {
    calendar.forgetReasons();
    return load({ isQuiet: true });
  };

  let hasLine = true;

  function lineIs(there) {
    if (!there && hasLine) calendar.tell(calendar.words.offline, { kind: "warn" });
    hasLine = there;
  }

  function take(answer, tag, query, isQuiet) {
    /* What is being dragged or is on its way stays; the next look takes the rest. */
    if (isQuiet && (calendar.isBusy || calendar.pending)) return;
    const changed = isQuiet ? changesIn(answer.events) : [];
    state.tag = tag;
    state.tagOf = query;
    state.events = new Map(answer.events.map((one) => [String(one.id), one]));
    draw(answer);
    if (changed.length) flash(changed);
  }

  /* What others have changed since the last look. */
  function changesIn(events) {
    return events.filter((one) => {
      const before = state.events.get(String(one.id));
      return !before || signature(before) !== signature(one);
    });
  }

  const signature = (one) => [one.seen, one.state, one.word, one.people, one.count].join("|");

  function flash(changed) {
    const ids = new Set(changed.map((one) => String(one.id)));
    requestAnimationFrame(() => {
      for (const link of root.querySelectorAll("[data-session]")) {
        if (ids.has(link.dataset.session)) link.closest(".ec-event").classList.add("is-new");
      }
    });
    find("told").textContent = calendar.words.by_others;
    setTimeout(() => {
      find("told").textContent = "";
      for (const one of root.querySelectorAll(".is-new")) one.classList.remove("is-new");
    }, 4000);
  }

  /* --- Drawing ----------------------------------------------------------------------------------- */

  function draw(answer) {
    const focused = document.activeElement?.dataset?.session;
    if (answer.rows) {
      calendar.ec.setOption(
        "resources",
        answer.rows.map((row) => ({ id: row.id, title: row.title, extendedProps: row })),
      );
      find("pages").hidden = !answer.more && state.page === 1;
      root.querySelector('[data-cal-page="-1"]').disabled = state.page === 1;
      root.querySelector('[data-cal-page="1"]').disabled = !answer.more;
    } else {
      find("pages").hidden = true;
    }
    drawEvents();
    if (focused) {
      setTimeout(() => root.querySelector(`[data-session="${focused}"]`)?.focus());
    }
  }

  function drawEvents() {
    if (calendar.ec.getOption("view") !== drawnAs()) calendar.ec.setOption("view", drawnAs());
    const events = [...state.events.values()].map((one) => calendar.eventOf(one, state.view));
    calendar.ec.setOption("events", events);
  }

  /* One session as the server says it is now. */
  calendar.show = (one) => {
    const id = String(one.id);
    const isGone = one.state === "cancelled" && form.elements.status?.value !== "cancelled";
    if (isGone) {
      state.events.delete(id);
      calendar.ec.removeEventById(id);
      return;
    }
    if (!state.events.has(id)) return;
    state.events.set(id, one);
    calendar.ec.updateEvent(calendar.eventOf(one, state.view));
  };

  /* --- EventCalendar ------------------------------------------------------------------------------ */

  const HOURS = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const { dates } = calendar;
  const BOARD = {
    type: "resourceTimelineMonth",
    duration: { weeks: 1 },
    slotDuration: { days: 1 },
    columnWidth: "minmax(132px, 1fr)",
    dayHeaderFormat: dates.shortDate,
  };
  const DAY_BOARD = { type: "resourceTimelineDay", slotWidth: 48, dayHeaderFormat: dates.longDay };

  function create(target) {
    calendar.ec = EventCalendar.create(target, {
      view: state.view,
      date: state.date,
      events: [],
      resources: [],
      locale: calendar.language,
      firstDay: 1,
      timeZone: settings.zone,
      headerToolbar: { start: "", center: "", end: "" },
      height: "100%",
      views: {
        month: { type: "dayGridMonth", dayHeaderFormat: dates.short },
        week: { type: "timeGridWeek", dayHeaderFormat: dates.shortDay },
        day: { type: "timeGridDay", dayHeaderFormat: dates.longDay },
        agenda: { type: "listWeek" },
        [LISTED_DAY]: { type: "listDay" },
        schools: BOARD,
        volunteers: BOARD,
        "schools-day": DAY_BOARD,
        "volunteers-day": DAY_BOARD,
      },
      allDaySlot: false,
      nowIndicator: true,
      slotMinTime: "08:00",
      slotMaxTime: "20:00",
      flexibleSlotTimeLimits: true,
      slotDuration: "00:30",
      slotHeight: 36,
      slotLabelFormat: HOURS,
      slotEventOverlap: false,
      scrollTime: "08:00",
      snapDuration: "00:05",
      eventTimeFormat: HOURS,
      dayMaxEvents: false,
      longPressDelay: 400,
      dayHeaderAriaLabelFormat: dates.whole,
      listDayFormat: dates.weekday,
      listDaySideFormat: dates.day,
      noEventsContent: calendar.words.nothing_listed,
      eventContent: calendar.contentOf,
      resourceLabelContent: calendar.labelOf,
      selectable: true,
      select: plan,
      ...calendar.dragOptions,
    });
  }

  /* Dragging over a free time opens the ordinary form with what is known. */
  function plan({ start, end, allDay, resource }) {
    const query = new URLSearchParams(settings.plan);
    query.set("date", calendar.dayText(start));
    if (!allDay) {
      query.set("start", calendar.timeText(start));
      query.set("minutes", Math.max(5, Math.round((end - start) / 60_000)));
    }
    if (resource && state.view.startsWith("schools")) query.set("school", resource.id);
    query.set("next", `${location.pathname}?${parameters()}`);
    location.assign(`${calendar.addresses.create}?${query}`);
  }

  /* Back from the form: what it says at the top of the page is said here, with its undo. */
  function tellPlanned({ id, ...undo }) {
    document.querySelector("#messages .message")?.remove();
    calendar.remember(id, undo);
    calendar.tell(calendar.words.planned, {
      kind: "good",
      acts: [[calendar.words.undo, calendar.undo]],
    });
    history.replaceState(null, "", `${location.pathname}?${parameters()}`);
  }

  /* --- Going somewhere ----------------------------------------------------------------------------- */

  function go(to, { isBack = false } = {}) {
    const isOther = to.view && to.view !== state.view;
    Object.assign(state, { page: 1 }, to);
    calendar.ec.setOption("date", state.date);
    if (isOther) drawEvents();
    showWhere();
    const address = `${location.pathname}?${parameters()}`;
    if (!isBack) history.pushState({ view: state.view, date: state.date, page: state.page }, "", address);
    return load();
  }

  root.addEventListener("click", (event) => {
    if (Date.now() - (calendar.draggedAt ?? 0) < 300 && event.target.closest(".cal-link")) {
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = event.target.closest("[data-cal-go], [data-cal-view], [data-cal-span-of], [data-cal-page], [data-day]");
    if (!to) return;
    event.preventDefault();
    const { calGo, calView, calSpanOf, calPage, day } = to.dataset;
    if (calGo === "today") go({ date: settings.today });
    else if (calGo) go({ date: stepped(calGo === "next" ? 1 : -1) });
    else if (calView) go({ view: calView });
    else if (calSpanOf) go({ view: state.view.replace("-day", "") + (calSpanOf === "day" ? "-day" : "") });
    else if (calPage) go({ page: state.page + Number(calPage) });
    else if (day) go({ view: to.dataset.view, date: day });
  });

  window.addEventListener("popstate", () => {
    const query = new URLSearchParams(location.search);
    go(
      {
        view: query.get("view") ?? settings.view,
        date: query.get("date") ?? settings.date,
        page: Number(query.get("page") ?? 1),
      },
      { isBack: true },
    );
  });

  /* Filters: only another region needs the page anew, for its schools. */
  const region = form.elements.region?.value;
  form.addEventListener("submit", (event) => {
    if (form.elements.region?.value !== region) return;
    event.preventDefault();
    go({ page: 1 });
    loadPeople();
  });

  document.addEventListener("keydown", (event) => {
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isUndo || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    calendar.undo();
  });
  find("undo").addEventListener("click", () => calendar.undo());

  /* --- The volunteers beside it ----------------------------------------------------------------------- */

  const side = document.getElementById("cal-people");

  async function loadPeople() {
    if (side.hidden) return;
    const query = parameters();
    query.set("name", side.querySelector("input").value);
    const response = await fetch(`${calendar.addresses.volunteers}?${query}`);
    if (response.ok) find("people-list").innerHTML = await response.text();
  }

  for (const button of root.querySelectorAll("[data-cal-people]")) {
    button.addEventListener("click", () => {
      side.hidden = !side.hidden;
      find("people").setAttribute("aria-expanded", String(!side.hidden));
      loadPeople();
      if (!side.hidden) side.querySelector("input").focus();
    });
  }
  let typing;
  side.querySelector("input").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(loadPeople, 250);
  });

  /* --- Looking again ------------------------------------------------------------------------------------ */

  async function look() {
    if (!document.hidden && !calendar.isBusy && !calendar.pending && !asksNow()) await load({ isQuiet: true });
    setTimeout(look, LOOK_AGAIN);
  }

  const asksNow = () => root.hasAttribute("aria-busy");

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) load({ isQuiet: true });
  });

  NARROW.addEventListener("change", drawEvents);

  document.addEventListener("DOMContentLoaded", async () => {
    create(find("grid"));
    calendar.mendRoles(find("grid"));
    showWhere();
    await load();
    if (settings.planned) tellPlanned(settings.planned);
    root.classList.add("is-drawn");
    setTimeout(look, LOOK_AGAIN);
  });
})();
