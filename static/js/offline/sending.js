/* Sends the logs that wait. A log leaves the device only when Birge has said its uuid back: a 200
   may come from the page of a café's network. Used by pages and by the service worker. */
(() => {
  "use strict";

  const offline = (self.birgeOffline ??= {});
  const { store } = offline;
  const DEVICE = "/sessions/device/";
  const PATIENCE = 30_000; // milliseconds for one request; a line can be open and dead
  const LOG_PAGE = /^\/sessions\/\d+\/log\/$/;
  const REFUSALS = new Set([400, 403, 404, 409, 413, 415, 422]);

  /* The status, and the body where it is JSON; a missing or foreign answer counts as no line. */
  async function ask(url, options = {}) {
    const gate = new AbortController();
    const timer = setTimeout(() => gate.abort(), PATIENCE);
    try {
      const response = await fetch(url, {
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        signal: gate.signal,
        ...options,
        headers: { "Content-Type": "application/json", ...options.headers },
      });
      return { status: response.status, body: await response.json() };
    } catch {
      return { status: 0, body: null };
    } finally {
      clearTimeout(timer);
    }
  }

  offline.ask = ask;

  /* What an answer means: sent, refused, signed-out, again (a new token is needed), line. */
  function verdictOf({ status, body }, uuid) {
    if ((status === 201 || status === 202) && body?.client_uuid === uuid) return "sent";
    if (!body || typeof body !== "object") return "line";
    if (status === 401) return "signed-out";
    if (status === 403 && body.reason === "csrf") return "again";
    const isOurs = typeof body.detail === "string" || typeof body.errors === "object";
    return REFUSALS.has(status) && isOurs ? "refused" : "line";
  }

  /* Without any answer the others need not be tried. With a strange one they are: it may be this
     one log that the server stumbles over. */
  const endsAll = (verdict, status) =>
    verdict === "signed-out" || verdict === "again" || (verdict === "line" && status === 0);

  async function sendOne(entry, token) {
    const { uuid, revision } = entry;
    if (!(await store.change(uuid, revision, { state: "sending" }))) return ["edited", 0];
    const answer = await ask(entry.url, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: JSON.stringify(entry.body),
    });
    const verdict = verdictOf(answer, uuid);
    if (verdict === "sent") {
      await store.markSent(uuid, revision, LOG_PAGE.test(answer.body.url) ? answer.body.url : undefined);
    } else if (verdict === "refused") {
      const { errors = {}, detail = "" } = answer.body;
      const refused = { state: "refused", status: answer.status, errors, detail };
      await store.change(uuid, revision, refused);
    } else {
      await store.change(uuid, revision, { state: "waiting" });
    }
    return [verdict, answer.status];
  }

  /* All that wait for whoever is signed in now, one after the other: what is in the way, if
     anything. */
  async function sendAll(user) {
    if (!(await store.due(user)).length) return "";
    const { status, body } = await ask(DEVICE);
    if (status === 401) return "signed-out";
    if (status !== 200 || !body?.user || !body.csrf_token) return "line";
    const tried = new Set();
    let problem = "";
    const next = async () =>
      (await store.due(body.user)).find((one) => !tried.has(`${one.uuid} ${one.revision}`));
    for (let entry = await next(); entry; entry = await next()) {
      tried.add(`${entry.uuid} ${entry.revision}`);
      const [verdict, answered] = await sendOne(entry, body.csrf_token);
      if (endsAll(verdict, answered)) return verdict;
      if (verdict === "line") problem = verdict;
    }
    return body.user === user ? problem : "signed-out";
  }

  /* Two pages do not send the same log at once. Where browsers know no locks they may; the server
     takes the same log twice without harm. */
  const alone = (work) =>
    navigator.locks ? navigator.locks.request("birge-sending", work) : work();

  let running;
  let asked = false;

  /* Send what waits for a user. What is in the way: "" (nothing), line, signed-out, again. */
  offline.send = (user) => {
    asked = true;
    running ??= (async () => {
      let problem = "";
      while (asked) {
        asked = false;
        problem = await alone(() => sendAll(user));
        if (problem === "again") problem = await alone(() => sendAll(user));
      }
      return problem;
    })().finally(() => (running = undefined));
    return running;
  };
})();
