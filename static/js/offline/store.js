/* What a device keeps in IndexedDB: logs on their way, drafts, and what is needed to log a session
   where there is no network. Everything belongs to one user; nothing here names another person.
   Used by pages and by the service worker. docs/offline.md */
(() => {
  "use strict";

  const offline = (self.birgeOffline ??= {});
  const DAYS_SENT_ARE_SHOWN = 7;
  const UNSENT = ["waiting", "sending", "refused"];
  let opening;

  function open() {
    opening ??= idb
      .openDB("birge", 2, {
        upgrade(db, before) {
          if (before < 1) {
            db.createObjectStore("entries", { keyPath: "uuid" }).createIndex("user", "user");
            db.createObjectStore("drafts", { keyPath: ["user", "url"] });
            const sessions = db.createObjectStore("sessions", { keyPath: ["user", "id"] });
            sessions.createIndex("user", "user");
          }
          db.createObjectStore("unplanned", { keyPath: "user" });
        },
        blocking: close,
        terminated: close,
      })
      .catch((error) => {
        opening = undefined;
        throw error;
      });
    return opening;
  }

  async function close() {
    const db = await opening;
    opening = undefined;
    db?.close();
  }

  /* A log is on the disk, not only on its way there, before anyone is told that it is kept. */
  async function writing(name, work) {
    const transaction = (await open()).transaction(name, "readwrite", { durability: "strict" });
    const result = await work(transaction.store);
    await transaction.done;
    return result;
  }

  const channel = self.BroadcastChannel ? new BroadcastChannel("birge") : undefined;
  const listeners = new Set();
  if (channel) channel.onmessage = () => listeners.forEach((tell) => tell());

  function tellAll() {
    channel?.postMessage("changed");
    listeners.forEach((tell) => tell());
  }

  const byTime = (one, other) => one.made_at - other.made_at;
  const isUnsent = (entry) => UNSENT.includes(entry.state);

  offline.onChange = (tell) => listeners.add(tell);
  offline.tellAll = tellAll;

  offline.store = {
    /* --- Logs: waiting, sending, sent, refused ---------------------------------------------- */

    async entries(user) {
      return (await (await open()).getAllFromIndex("entries", "user", user)).sort(byTime);
    },

    entry: async (uuid) => (await open()).get("entries", uuid),

    /* The log of a session that has not arrived yet. */
    async unsentFor(user, url) {
      const entries = await offline.store.entries(user);
      return entries.find((entry) => entry.url === url && isUnsent(entry));
    },

    /* What is still to be sent; what was being sent when the device went off is sent again. */
    async due(user) {
      const entries = await offline.store.entries(user);
      return entries.filter((entry) => ["waiting", "sending"].includes(entry.state));
    },

    /* Keep a log. The same uuid again is a newer version of it, and is sent from the start. */
    async keep(entry) {
      const kept = await writing("entries", async (store) => {
        const before = await store.get(entry.uuid);
        const row = {
          ...entry,
          state: "waiting",
          made_at: before?.made_at ?? Date.now(),
          kept_at: Date.now(),
          revision: (before?.revision ?? 0) + 1,
        };
        await store.put(row);
        return row;
      });
      await offline.store.dropDraft(entry.user, entry.url);
      tellAll();
      return kept;
    },

    /* Change a log unless it was edited since this revision of it was read: whether it was. */
    async change(uuid, revision, fields) {
      const changed = await writing("entries", async (store) => {
        const row = await store.get(uuid);
        if (!row || row.revision !== revision) return false;
        await store.put({ ...row, ...fields });
        return true;
      });
      tellAll();
      return changed;
    },

    /* It has arrived: what it said goes, and its name stays for some days. */
    async markSent(uuid, revision, savedAt) {
      const changed = await writing("entries", async (store) => {
        const row = await store.get(uuid);
        if (!row || row.revision !== revision) return false;
        const { user, kind, url, title, when, made_at } = row;
        const sent = { uuid, revision, user, kind, url, title, when, made_at, saved_at: savedAt };
        await store.put({ ...sent, state: "sent", sent_at: Date.now() });
        return true;
      });
      tellAll();
      return changed;
    },

    async remove(uuid) {
      await writing("entries", (store) => store.delete(uuid));
      tellAll();
    },

    async forgetOldSent() {
      const oldest = Date.now() - DAYS_SENT_ARE_SHOWN * 86_400_000;
      await writing("entries", async (store) => {
        for (const row of await store.getAll()) {
          if (row.state === "sent" && row.sent_at < oldest) await store.delete(row.uuid);
        }
      });
    },

    /* --- Drafts ------------------------------------------------------------------------------ */

    draft: async (user, url) => (await open()).get("drafts", [user, url]),
    keepDraft: (draft) => writing("drafts", (store) => store.put({ ...draft, at: Date.now() })),
    dropDraft: (user, url) => writing("drafts", (store) => store.delete([user, url])),

    /* --- Sessions that may have to be logged ------------------------------------------------- */

    async sessions(user) {
      const found = await (await open()).getAllFromIndex("sessions", "user", user);
      return found.sort((one, other) => one.starts_at.localeCompare(other.starts_at));
    },

    session: async (user, id) => (await open()).get("sessions", [user, id]),

    /* Those of this user and no others; forms that still fit stay. */
    async keepSessions(user, sessions) {
      await writing("sessions", async (store) => {
        const before = await store.getAll();
        const forms = new Map(before.map((row) => [`${row.user} ${row.id} ${row.version}`, row.form]));
        await store.clear();
        for (const row of sessions) {
          await store.put({ ...row, user, form: forms.get(`${user} ${row.id} ${row.version}`) });
        }
      });
      tellAll();
    },

    async keepForm(user, id, version, form) {
      await writing("sessions", async (store) => {
        const row = await store.get([user, id]);
        if (row?.version === version) await store.put({ ...row, form });
      });
    },

    async forgetSessions() {
      await writing("sessions", (store) => store.clear());
      await writing("unplanned", (store) => store.clear());
    },

    /* --- The form for what was not on the calendar, and the schools to choose from ------------ */

    unplanned: async (user) => (await open()).get("unplanned", user),

    keepUnplanned: (row) =>
      writing("unplanned", async (store) => {
        await store.clear();
        await store.put(row);
      }),
  };
})();
