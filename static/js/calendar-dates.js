/* The calendar, dates: days and times as text for addresses, and as people read them. The browser
   writes them; where it does not know the language (Kazakh, in many), the page's names of days
   and months are put together as the other pages do. */
(() => {
  "use strict";

  const calendar = (window.birgeCalendar ??= {});
  const asked = document.documentElement.lang || "en";
  calendar.language = asked === "en" ? "en-GB" : asked;

  const two = (number) => String(number).padStart(2, "0");

  calendar.dayText = (date) =>
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  calendar.timeText = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;
  calendar.momentText = (date) => `${calendar.dayText(date)}T${calendar.timeText(date)}`;
  calendar.dateOf = (text) => new Date(`${text}T00:00`);
  calendar.shifted = (text, days) => {
    const date = calendar.dateOf(text);
    date.setDate(date.getDate() + days);
    return calendar.dayText(date);
  };
  /* 0 is Monday. */
  calendar.weekday = (date) => (date.getDay() + 6) % 7;

  const NUMERIC = "numeric";
  const KINDS = {
    month: { month: "long", year: NUMERIC },
    whole: { weekday: "long", day: NUMERIC, month: "long", year: NUMERIC },
    date: { day: NUMERIC, month: "long", year: NUMERIC },
    day: { day: NUMERIC, month: "long" },
    weekday: { weekday: "long" },
    short: { weekday: "short" },
    shortDay: { weekday: "short", day: NUMERIC },
    longDay: { weekday: "long", day: NUMERIC },
    shortDate: { weekday: "short", day: NUMERIC, month: "short" },
    when: { weekday: "short", day: NUMERIC, month: "long" },
  };

  function isKnown() {
    const date = new Date(2026, 10, 24);
    const month = new Intl.DateTimeFormat(calendar.language, { month: "long" }).format(date);
    return !/^M?\d+$/.test(month);
  }

  function named({ months, weekdays, short }) {
    const day = (date) => `${date.getDate()} ${months[date.getMonth()]}`;
    const long = (date) => weekdays[calendar.weekday(date)];
    const abbreviated = (date) => short[calendar.weekday(date)];
    const dated = (date) => `${date.getFullYear()} ж. ${day(date)}`;
    return {
      month: (date) => `${date.getFullYear()} ж. ${months[date.getMonth()]}`,
      whole: (date) => `${dated(date)}, ${long(date).toLocaleLowerCase()}`,
      date: dated,
      day,
      weekday: long,
      short: abbreviated,
      shortDay: (date) => `${abbreviated(date)} ${date.getDate()}`,
      longDay: (date) => `${long(date)}, ${date.getDate()}`,
      shortDate: (date) => `${abbreviated(date)} ${day(date)}`,
      when: (date) => `${abbreviated(date)} ${day(date)}`,
    };
  }

  function written() {
    const pairs = Object.entries(KINDS).map(([kind, options]) => {
      const format = new Intl.DateTimeFormat(calendar.language, options);
      return [kind, (date) => format.format(date)];
    });
    return Object.fromEntries(pairs);
  }

  function range(dates) {
    const format = new Intl.DateTimeFormat(calendar.language, KINDS.date);
    if (isKnown()) return (from, to) => format.formatRange(from, to);
    return (from, to) =>
      from.getMonth() === to.getMonth()
        ? `${from.getFullYear()} ж. ${from.getDate()}–${dates.day(to)}`
        : `${dates.date(from)} – ${dates.day(to)}`;
  }

  /* A function for each kind of date; ``range`` takes two. */
  calendar.readDates = (names) => {
    const dates = isKnown() ? written() : named(names);
    calendar.dates = { ...dates, range: range(dates) };
  };

  calendar.whenText = (date) => `${calendar.dates.when(date)}, ${calendar.timeText(date)}`;
})();
