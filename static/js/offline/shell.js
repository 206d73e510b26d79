/* The page for no network, and of what waits: filled from what this device keeps for its user.
   Under the address of a log it is that log's form; under any other the overview. */
(() => {
  "use strict";

  const offline = (self.birgeOffline ??= {});
  const { store } = offline;
  const CORRECTABLE = 422;
  const BARS = { waiting: "is-note", sending: "is-note", sent: "is-good", refused: "is-bad" };
  const CHIPS = { waiting: "note", sending: "note", sent: "good", refused: "bad" };
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

  /* --- A log --------------------------------------------------------------------------------- */

  function head(session) {
    document.title = `${session.title} · Birge`;
    document.querySelector("[data-heading]").textContent = session.title;
    const subtitle = document.querySelector("[data-subtitle]");
    subtitle.textContent = session.school;
    subtitle.hidden = false;
    document.querySelector("[data-back]").hidden = false;
  }

  async function showLog(id) {
    const session = await store.session(offline.user(), id);
    if (session) head(session);
    if (!session?.form) {
      show("no-form");
      await showOverview();
      return;
    }
    part("log").innerHTML = session.form;
    offline.takeOverLog(part("log").querySelector("form[data-log]"));
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
    slot("title").textContent = entry.title;
    slot("when").textContent = entry.when;
    slot("state").textContent = words[entry.state];
    slot("state").classList.add(`status-${CHIPS[entry.state]}`);
    slot("why").textContent = whyOf(entry);
    slot("change").href = entry.url;
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
    const logged = new Set(entries.map((entry) => entry.url));
    const sessions = (await store.sessions(offline.user())).filter(({ url }) => !logged.has(url));
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

  async function start() {
    const [, id] = /^\/sessions\/(\d+)\/log\/$/.exec(location.pathname) ?? [];
    show("no-page", !isOwn && !id);
    markPlace();
    if (!offline.user()) show("nobody");
    else if (id) await showLog(Number(id));
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
