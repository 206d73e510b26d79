/* A campaign's calendar, drawing: what EventCalendar is given for an activity, and what stands in
   it. In the views of several months each activity has a row of its own, under its channel. */
(() => {
  "use strict";

  const calendar = (window.birgeCalendar ??= {});
  const { element } = calendar;
  const DAY_HEADS = 7;
  const isWide = (view) => view !== "month";

  /* --- Rows: channels, with their activities under them ---------------------------------------- */

  function rowOf(one) {
    return { id: `activity-${one.id}`, title: one.title, extendedProps: { row: one.row, activity: one } };
  }

  calendar.resourcesOf = (rows, events) =>
    rows.map((row) => {
      const own = events.filter((one) => one.row === row.id);
      const children = row.id === "posts" ? [] : own.map(rowOf);
      return { id: `row-${row.id}`, title: row.title, children, extendedProps: { row: row.id, channel: row } };
    });

  calendar.labelOf = ({ resource }) => {
    const { activity, channel } = resource.extendedProps;
    if (activity) {
      const made = link(activity, "activity-row-name");
      delete made.dataset.activity;
      made.textContent = activity.title;
      return { domNodes: [made] };
    }
    /* Before anything is read there is one row of nothing. */
    if (!channel) return { domNodes: [] };
    const made = element("span", "activity-row-channel");
    made.append(element("b", "", channel.title));
    if (channel.note) made.append(element("span", "activity-row-note", channel.note));
    return { domNodes: [made] };
  };

  /* --- What stands in them ------------------------------------------------------------------------ */

  calendar.eventOf = (one, view) => ({
    id: String(one.id),
    start: one.first,
    end: calendar.shifted(one.last, 1),
    allDay: true,
    title: one.title,
    resourceIds: [one.row === "posts" ? "row-posts" : `activity-${one.id}`],
    startEditable: one.movable,
    durationEditable: false,
    className: `is-${one.state}`,
    extendedProps: { one, view },
  });

  /* The days that the plan gives a channel, behind its row. */
  calendar.spansOf = (rows) =>
    rows
      .filter((row) => row.since)
      .map((row) => ({
        id: `span-${row.id}`,
        start: row.since,
        end: calendar.shifted(row.until, 1),
        allDay: true,
        display: "background",
        className: "activity-span",
        resourceIds: [`row-${row.id}`],
        extendedProps: { span: true },
      }));

  function link(one, className) {
    const made = element("a", className);
    made.href = one.url;
    made.draggable = false;
    made.dataset.activity = one.id;
    if (one.state !== "post") made.dataset.activityPanel = "";
    return made;
  }

  function spoken(one) {
    return [one.title, one.days, one.time, one.channel, one.audience, one.place, one.responsible, one.word]
      .filter(Boolean)
      .join(", ");
  }

  calendar.contentOf = (info) => {
    const { one, view } = info.event.extendedProps;
    if (!one) return { domNodes: [] };
    const made = link(one, "cal-link");
    made.setAttribute("aria-label", spoken(one));
    made.title = [one.title, one.days, one.channel].filter(Boolean).join("\n");
    if (isWide(view) && one.state !== "post") {
      made.append(element("span", "cal-under", [one.responsible, one.place].filter(Boolean).join(" · ")));
    } else {
      if (one.time) made.append(element("span", "cal-time", one.time));
      made.append(element("span", "cal-name", one.title));
    }
    if (!one.movable) return { domNodes: [made] };
    const end = element("span", "cal-pull");
    end.dataset.pull = one.id;
    return { domNodes: [made, end] };
  };

  /* Of several months only Mondays are written; of more than a year the first days of months. */
  calendar.headOf = (days) => (date) => {
    const isWritten = days > 53 * DAY_HEADS ? date.getUTCDate() === 1 : date.getUTCDay() === 1;
    return isWritten ? String(date.getUTCDate()) : "";
  };
})();
