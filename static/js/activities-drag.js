/* A campaign's calendar, by hand: an activity is dragged to other days or under another channel,
   and pulled by its end. Whether it may go there is for the server to say. */
(() => {
  "use strict";

  const calendar = (window.birgeCalendar ??= {});
  const root = document.querySelector("[data-activities]");
  if (!root) return;
  const { dayText, shifted } = calendar;
  const POSTS = "posts";

  const daysOf = (event) => ({ first: dayText(event.start), last: shifted(dayText(event.end), -1) });

  function isOutside({ first, last }) {
    const { start, end } = calendar.bounds;
    return (start && first < start) || (end && last > end);
  }

  /* The reason beside the pointer. */
  function say(days, event) {
    const place = root.querySelector("[data-act-reason]");
    const isRefused = Boolean(days && isOutside(days));
    place.hidden = !isRefused;
    root.classList.toggle("is-refused", isRefused);
    if (!isRefused) return;
    place.textContent = calendar.bounds.outside;
    const x = Math.min(event.clientX + 14, innerWidth - place.offsetWidth - 8);
    const y = Math.min(event.clientY + 18, innerHeight - place.offsetHeight - 8);
    place.style.transform = `translate(${Math.max(8, x)}px, ${Math.max(8, y)}px)`;
  }

  function begin() {
    calendar.isBusy = true;
  }

  function end() {
    calendar.isBusy = false;
    say(null);
    /* The click that ends a drag opens nothing. */
    calendar.draggedAt = Date.now();
  }

  calendar.dragOptions = {
    eventDragStart: begin,
    eventDragStop: end,
    dragConstraint({ event, newResource, jsEvent }) {
      if (newResource?.extendedProps.row === POSTS) return false;
      if (jsEvent?.clientX !== undefined) say(daysOf(event), jsEvent);
      return true;
    },
    eventDrop({ event, newResource, revert }) {
      const { one } = event.extendedProps;
      const days = daysOf(event);
      const row = newResource?.extendedProps.row;
      const isRerouted = row && row !== one.row;
      if (!isRerouted && days.first === one.first) return revert();
      const said = isRerouted ? calendar.words.rerouted : calendar.words.moved;
      const to = isRerouted ? { ...days, row } : days;
      return calendar.moveActivity(event.id, () => to, { revert, said });
    },
  };

  /* --- Pulled by its end. EventCalendar's own way to do that fails in a month's grid. ---------- */

  let pulled = null;

  root.addEventListener(
    "pointerdown",
    (event) => {
      const id = event.target.dataset?.pull;
      if (!id || event.button) return;
      event.stopPropagation();
      event.preventDefault();
      begin();
      const one = calendar.eventById(id);
      pulled = { one, last: one.last };
    },
    { capture: true },
  );

  window.addEventListener("pointermove", (event) => {
    if (!pulled) return;
    const under = calendar.ec.dateFromPoint(event.clientX, event.clientY)?.date;
    if (!under) return;
    const { one } = pulled;
    const day = dayText(under);
    pulled.last = day < one.first ? one.first : day;
    calendar.drawOne({ ...one, last: pulled.last });
    say({ first: one.first, last: pulled.last }, event);
  });

  function letGo(isMeant) {
    if (!pulled) return;
    const { one, last } = pulled;
    pulled = null;
    end();
    const revert = () => calendar.drawOne(one);
    if (!isMeant || last === one.last) return revert();
    return calendar.moveActivity(String(one.id), () => ({ first: one.first, last }), { revert });
  }

  window.addEventListener("pointerup", () => letGo(true));
  window.addEventListener("pointercancel", () => letGo(false));
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape") letGo(false);
  });
})();
