/* On every page of a volunteer: how many logs wait, when they are sent, what the device keeps for
   later. Whose device it is, is known from the last page that Birge itself has made. */
(() => {
  "use strict";

  const offline = (self.birgeOffline ??= {});
  const { store } = offline;
  const USER = "birge.user";
  const AGAIN = 30_000; // milliseconds until a page that stays open tries again

  offline.user = () => localStorage.getItem(USER) ?? "";

  const ofPage = document.body.dataset.user;
  if (ofPage && ofPage !== offline.user()) {
    localStorage.setItem(USER, ofPage);
    store.forgetSessions().catch(() => {});
  }

  /* Who signs out leaves the device to others: what waits stays, and is shown to nobody else. */
  document.addEventListener("submit", (event) => {
    if (!event.target.matches('form[action$="/accounts/logout/"]')) return;
    localStorage.removeItem(USER);
    store.forgetSessions().catch(() => {});
  });

  /* --- How many wait ------------------------------------------------------------------------- */

  async function showQueue() {
    const entries = offline.user() ? await store.entries(offline.user()) : [];
    const count = (...states) => entries.filter((one) => states.includes(one.state)).length;
    const refused = count("refused");
    const waiting = count("waiting", "sending");
    for (const place of document.querySelectorAll("[data-queue-state]")) {
      const words = [];
      if (refused) words.push(place.dataset.refused.replace("{n}", refused));
      if (waiting) words.push(place.dataset.waiting.replace("{n}", waiting));
      place.textContent = words.join(" · ");
      place.classList.toggle("pill-warn", refused > 0);
      place.hidden = !words.length;
    }
  }

  /* --- Sending: on load, when the line or the reader comes back, by a button ------------------- */

  let later;

  offline.sendNow = async () => {
    clearTimeout(later);
    const user = offline.user();
    if (!user) return "signed-out";
    const problem = await offline.send(user).catch(() => "line");
    const left = (await store.due(user)).length;
    document.documentElement.dataset.sending = problem || "done";
    offline.tellAll();
    if (left && problem !== "signed-out" && !document.hidden) {
      later = setTimeout(offline.sendNow, AGAIN);
    }
    return problem;
  };

  /* The browser sends what waits by itself when the line is back, also when no page is open:
     where it can. */
  offline.sendWhenClosed = async () => {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.sync?.register("birge-send");
  };

  addEventListener("online", () => offline.sendNow());
  addEventListener("pageshow", (event) => event.persisted && offline.sendNow());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) offline.sendNow();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-send-now]")) offline.sendNow();
  });

  /* --- What is kept for later ----------------------------------------------------------------- */

  async function keepSessions() {
    const { status, body } = await offline.ask("/sessions/device/sessions/");
    if (status !== 200 || body?.user !== offline.user()) return;
    await store.keepSessions(body.user, body.sessions);
    for (const row of await store.sessions(body.user)) {
      if (row.form) continue;
      const response = await fetch(row.form_url, { redirect: "error" });
      if (!response.ok || response.headers.get("Birge-Offline") !== "keep") continue;
      await store.keepForm(row.user, row.id, row.version, await response.text());
    }
    await keepUnplanned(body.user, body.unplanned_version);
  }

  /* The form for what was not on the calendar; there is none for who is no volunteer. */
  async function keepUnplanned(user, version) {
    if (!version || (await store.unplanned(user))?.version === version) return;
    const { status, body } = await offline.ask("/sessions/device/unplanned/");
    if (status === 200 && body?.user === user) await store.keepUnplanned(body);
  }

  async function keepForLater() {
    if (!ofPage || location.pathname !== "/") return;
    await offline.keepShell();
    await keepSessions();
    await store.forgetOldSent();
    document.documentElement.dataset.kept = "done";
  }

  async function start() {
    if (navigator.serviceWorker) {
      navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
    }
    offline.onChange(showQueue);
    await showQueue();
    await offline.sendNow();
    if (navigator.onLine) await keepForLater();
  }

  document.addEventListener("DOMContentLoaded", () => start().catch(() => {}));
})();
