/* The page for no network, and of what waits: filled from what this device keeps for its user.
   Under the address of a form that it keeps it is that form; under any other the overview. */
(() => {
  "use strict";

  const offline = (self.birgeOffline ??= {});
  const { store } = offline;
  const CORRECTABLE = 422;
  const BARS = { waiting: "is-note", sending: "is-note", sent: "is-good", refused: "is-bad" };
  const CHIPS = { waiting: "note", sending: "note", sent: "good", refused: "bad" };
  const KINDS = { "not-held": "notHeld", unplanned: "unplanned" };
  const isOwn = location.pathname === "/offline/";
  const words = document.querySelector("[data-shell-words]").dataset;

  const part = (name) => document.querySelector(`[data-part="${name}"]`);
  const list = (name) => document.querySelector(`[data-list="${name}"]`);
  const show = (name, isShown = true) => (part(name).hidden = !isShown);

  function made(name) {
    const template = document.querySelector(`template[data-item="${name}"]`);
    const item = template.content.cloneNode(true).firstElementChild;
    return [item, (slot) => item.querySelector(`[data-slot="${slot}"]`)];
  }

  /* --- The forms ------------------------------------------------------------------------------ */

  function head(title, subtitle) {
    document.title = `${title} · Birge`;
    document.querySelector("[data-heading]").textContent = title;
    const place = document.querySelector("[data-subtitle]");
    place.textContent = subtitle;
    place.hidden = !subtitle;
    document.querySelector("[data-back]").hidden = false;
  }

  const hasBegun = (session) => Date.parse(session.starts_at) <= Date.now();

  async function showLog(id) {
    const session = await store.session(offline.user(), id);
    if (session) head(session.title, session.school);
    if (!session?.form) return showNoForm();
    part("form").innerHTML = session.form;
    const link = part("form").querySelector("[data-not-held-link]");
    if (link) link.hidden = !hasBegun(session);
    return offline.takeOver(part("form").querySelector("form"));
  }

  async function showNoForm() {
    show("no-form");
    await showOverview();
  }

  /* "It did not take place": the same form for every session. */
  async function showNotHeld(id) {
    const session = await store.session(offline.user(), id);
    if (!session) return showNoForm();
    head(words.notHeldHeading, `${session.title} · ${session.school}`);
    const [form] = made("not-held");
    form.action = session.not_held_url;
    Object.assign(form.dataset, {
      title: session.title,
      when: session.when,
      startsAt: session.starts_at,
    });
    form.querySelector("[data-log-link]").href = session.url;
    part("form").replaceChildren(form);
    return offline.takeOver(form);
  }

  /* What was not on the calendar: first the school, then its form. */
  async function showUnplanned() {
    const kept = await store.unplanned(offline.user());
    if (!kept) return showNoForm();
    const number = Number(new URLSearchParams(location.search).get("school"));
    const school = kept.schools.find(({ id }) => id === number);
    if (!school) return showSchools(kept.schools);
    head(words.unplannedHeading, school.name);
    part("form").innerHTML = kept.form;
    const form = part("form").querySelector("form");
    form.action = `${form.getAttribute("action")}?school=${school.id}`;
    Object.assign(form.dataset, { school: school.id, title: school.name });
    for (const select of form.querySelectorAll('[name$="-class_group"]')) {
      select.lastElementChild.before(...school.groups.map(({ id, label }) => new Option(label, id)));
    }
    const anHourAgo = Date.now() - 3_600_000;
    form.elements.delivered_at.value = wallClock(anHourAgo, form.dataset.utcOffset);
    return offline.takeOver(form);
  }

  /* The full hour of a moment as a clock on the wall shows it, at an offset such as +05:00. */
  function wallClock(moment, offset) {
    const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset);
    const ahead = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
    return `${new Date(moment + ahead).toISOString().slice(0, 13)}:00`;
  }

  function showSchools(schools) {
    head(words.schoolHeading, words.schoolSubtitle);
    const items = schools.map(({ id, name, place }) => {
      const [item, slot] = made("school");
      slot("url").href = `?school=${id}`;
      slot("name").textContent = name;
      slot("place").textContent = place;
      return item;
    });
    fill("schools", items);
  }

  /* --- What waits ---------------------------------------------------------------------------- */

  function whyOf(entry) {
    if (entry.state !== "refused") return "";
    return [entry.detail, ...Object.values(entry.errors).flat()].filter(Boolean).join(" ");
  }

  function entryItem(entry) {
    const [item, slot] = made("entry");
    const isRefused = entry.state === "refused";
    item.classList.add(BARS[entry.state]);
    const what = words[KINDS[entry.kind]];
    slot("title").textContent = what ? `${entry.title}: ${what}` : entry.title;
    slot("when").textContent = entry.when;
    slot("state").textContent = words[entry.state];
    slot("state").classList.add(`status-${CHIPS[entry.state]}`);
    slot("why").textContent = whyOf(entry);
    slot("change").href = entry.page ?? entry.url;
    slot("change").hidden = entry.state === "sent" || (isRefused && entry.status !== CORRECTABLE);
    slot("again").hidden = !isRefused || entry.status === CORRECTABLE;
    slot("again").addEventListener("click", () => sendAgain(entry));
    slot("remove").hidden = !isRefused;
    slot("remove").addEventListener("click", (event) => {
      if (confirm(event.target.dataset.question)) store.remove(entry.uuid);
    });
    return item;
  }

  async function sendAgain(entry) {
    await store.change(entry.uuid, entry.revision, { state: "waiting" });
    offline.sendNow();
  }

  function sessionItem(name, session) {
    const [item, slot] = made(name);
    if (name === "to-log") slot("title").textContent = session.title;
    else slot("url").textContent = session.title;
    slot("when").textContent = session.when;
    const classes = session.classes && words.ofClass.replace("{classes}", session.classes);
    slot("school").textContent = [session.school, classes, session.mode].filter(Boolean).join(" · ");
    slot("url").href = session.url;
    if (name === "to-log") slot("not-held-url").href = session.not_held_url;
    return item;
  }

  function lessonItem({ url, title }) {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: url, textContent: title });
    item.append(link);
    return item;
  }

  function fill(name, items) {
    list(name).replaceChildren(...items);
    show(name, items.length > 0);
  }

  async function showSessions(entries) {
    const said = new Set(entries.map((entry) => entry.url));
    const isOpen = (session) => !said.has(session.url) && !said.has(session.not_held_url);
    const sessions = (await store.sessions(offline.user())).filter(isOpen);
    const isOver = (session) => Date.parse(session.ends_at) <= Date.now();
    const over = sessions.filter(isOver).reverse();
    const next = sessions.filter((session) => !isOver(session));
    fill("to-log", over.map((session) => sessionItem("to-log", session)));
    list("to-log").querySelector(".btn")?.classList.add("btn-primary", "btn-lg");
    fill("next", next.map((session) => sessionItem("next", session)));
  }

  async function showOverview() {
    const entries = await store.entries(offline.user());
    const unsent = entries.filter((entry) => entry.state !== "sent");
    show("queue", entries.length > 0 || isOwn);
    list("entries").replaceChildren(...entries.reverse().map(entryItem));
    show("all-sent", !unsent.length);
    show("send", unsent.some((entry) => entry.state !== "refused"));
    show("sign-in", document.documentElement.dataset.sending === "signed-out" && unsent.length > 0);
    await showSessions(entries);
    show("unplanned", Boolean(await store.unplanned(offline.user())));
    fill("lessons", (await offline.keptLessons()).map(lessonItem));
    show("overview");
  }

  /* The page stands in for the one that was asked for: so do the places at the thumb. */
  function markPlace() {
    const isAround = (place) => place !== "/" && location.pathname.startsWith(place);
    for (const link of document.querySelectorAll(".bottom-bar a, .site-nav a")) {
      const place = new URL(link.href).pathname;
      if (place === location.pathname || isAround(place)) link.setAttribute("aria-current", "page");
    }
  }

  /* What the address asks for, where it is one of the forms. */
  function formAsked() {
    if (location.pathname === "/sessions/log/new/") return showUnplanned;
    const [, id, what] = /^\/sessions\/(\d+)\/(log|not-held)\/$/.exec(location.pathname) ?? [];
    const showForm = { log: showLog, "not-held": showNotHeld }[what];
    return showForm && (() => showForm(Number(id)));
  }

  async function start() {
    const showForm = formAsked();
    show("no-page", !isOwn && !showForm);
    markPlace();
    if (!offline.user()) show("nobody");
    else if (showForm) await showForm();
    else {
      offline.onChange(showOverview);
      await showOverview();
    }
    document.documentElement.dataset.shell = "done";
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-try-again]")) location.reload();
  });

  document.addEventListener("DOMContentLoaded", () => start());
})();
