/* The calendar, drawing: what EventCalendar is given for a session, and what stands in its block.
   Times are text without a zone: the clock on the school's wall, wherever this is read. */
(() => {
  "use strict";

  const calendar = (window.birgeCalendar ??= {});
  calendar.fill = (text, values) =>
    text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  calendar.element = element;

  /* A session, or a count of sessions, as EventCalendar takes it. */
  calendar.eventOf = (one, view) => ({
    id: String(one.id),
    start: one.start,
    end: one.end,
    allDay: Boolean(one.allDay),
    title: one.title,
    startEditable: Boolean(one.movable),
    durationEditable: Boolean(one.movable) && !["month", "agenda", "schools", "volunteers"].includes(view),
    resourceIds: rowsOf(one, view),
    className: one.count ? "cal-count" : `is-${one.state}`,
    extendedProps: one,
  });

  function rowsOf(one, view) {
    if (view.startsWith("schools")) return [one.school_id];
    if (!view.startsWith("volunteers")) return [];
    const isNeedy = one.needy ?? one.staffable;
    return isNeedy ? ["open", ...one.volunteer_ids] : one.volunteer_ids;
  }

  /* --- What stands in a block ------------------------------------------------------------- */

  function link(one, label) {
    const made = element("a", "cal-link");
    made.href = one.url;
    made.draggable = false;
    made.dataset.session = one.id;
    made.setAttribute("aria-label", label);
    return made;
  }

  function places(one, words) {
    const missing = ["bad", "warn"].includes(one.state) && one.filled < one.places;
    const made = element(
      "span",
      `cal-places${missing ? " is-missing" : ""}`,
      calendar.fill(words.places, one).replace(/\s+\D+\s+/, "/"),
    );
    made.title = one.word;
    return made;
  }

  function count(one) {
    const made = link(one, [one.title, one.short && one.short_word, one.unlogged && one.unlogged_word].filter(Boolean).join(", "));
    delete made.dataset.session;
    made.dataset.day = one.date;
    made.dataset.view = one.view;
    made.append(element("b", "cal-number", one.title));
    if (one.short) made.append(element("span", "cal-note is-bad", one.short_word));
    if (one.unlogged) made.append(element("span", "cal-note is-warn", one.unlogged_word));
    return made;
  }

  function mark(one) {
    const made = element("span", `cal-project project-${one.project.code.toLowerCase()}`);
    made.title = one.project.name;
    return made;
  }

  function spoken(one, time) {
    const people = one.people.join(", ");
    return [time, one.title, one.school, one.classes, people, one.word].filter(Boolean).join(", ");
  }

  function lines(one, time, view) {
    const where = view === "schools" || view === "schools-day" ? one.classes : one.school;
    const head = element("span", "cal-head");
    head.append(element("span", "cal-time", time), mark(one), places(one, calendar.words));
    const title = element("span", "cal-name", one.title);
    const under = element("span", "cal-under", [where, one.people.join(", ")].filter(Boolean).join(" · "));
    return [head, title, under];
  }

  function listed(one, time) {
    const what = element("span", "cal-row-what");
    what.append(mark(one), element("b", "", one.title));
    const where = element("span", "cal-row-where", [one.school, one.classes].filter(Boolean).join(" · "));
    const who = element("span", "cal-row-who", one.people.join(", "));
    return [element("span", "cal-row-time", time), what, where, who, element("span", `status status-${one.state}`, one.word)];
  }

  /* The content of an event: a link to its page, whatever the view. */
  calendar.contentOf = (info) => {
    const one = info.event.extendedProps;
    const view = info.view.type;
    if (one.reason !== undefined) return { domNodes: [element("span", "cal-blocked-why", one.reason)] };
    if (one.count) return { domNodes: [count(one)] };
    const start = calendar.timeText(info.event.start);
    const whole = `${start}–${calendar.timeText(info.event.end)}`;
    if (!one.url) return { domNodes: [element("span", "cal-time", whole)] };
    const made = link(one, spoken(one, whole));
    if (["agenda", "listed-day"].includes(view)) made.append(...listed(one, whole));
    else made.append(...lines(one, view === "day" ? whole : start, view));
    return { domNodes: [made] };
  };

  /* The name of a row: a link to the school or the volunteer. */
  calendar.labelOf = ({ resource }) => {
    const { url } = resource.extendedProps;
    const made = element(url ? "a" : "b", "cal-row-name", resource.title);
    if (url) made.href = url;
    return { domNodes: [made] };
  };

  /* EventCalendar calls its grids tables, but their parts do not stand in rows of cells. What
     can be read are the links in their order; the agenda is a list of days. */
  const TABLE_PARTS = ["table", "rowgroup", "row", "cell", "columnheader", "rowheader"]
    .map((role) => `[role="${role}"]`)
    .join(",");

  calendar.mendRoles = (grid) => {
    const mend = () => {
      for (const part of grid.querySelectorAll(TABLE_PARTS)) {
        for (const name of ["role", "aria-colindex", "aria-colspan"]) part.removeAttribute(name);
      }
      for (const head of grid.querySelectorAll("h4.ec-day-head:not([aria-level])")) {
        head.setAttribute("aria-level", "3");
      }
      /* A day whose head says nothing is not named either. */
      for (const head of grid.querySelectorAll("time[aria-label]:empty")) head.removeAttribute("aria-label");
    };
    new MutationObserver(mend).observe(grid, { childList: true, subtree: true });
    mend();
  };
})();
