/* The page of a log, or of what did not take place: kept as it is typed, into the queue when it is saved, and sent at once if
   there is a line. Where the device can keep nothing, the form is sent as any other. */
(() => {
  "use strict";

  const offline = (self.birgeOffline ??= {});
  const { store } = offline;
  const A_MOMENT = 400; // milliseconds after the last key
  const CORRECTABLE = 422;
  const LONG_ENOUGH = 8_000; // milliseconds to wait for an answer before going on

  function newUuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  class LogPage {
    constructor(form) {
      const action = new URL(form.action);
      this.form = form;
      this.kind = form.dataset.entry;
      this.parts = offline.forms[this.kind];
      this.user = offline.user();
      this.url = action.pathname;
      this.address = action.pathname + action.search;
      this.words = form.querySelector("[data-log-words]").dataset;
      this.uuid = newUuid();
      this.isTyped = false;
      form.addEventListener("input", () => this.typed());
      form.addEventListener("change", () => this.typed());
      form.addEventListener("submit", (event) => this.save(event));
      document.addEventListener("visibilitychange", () => this.leave());
    }

    /* What this device has of the log already: refused, on its way, or half typed. */
    async restore() {
      const entry = await this.keptEntry();
      if (entry) this.isKeptAs(entry.uuid);
      const draft = await store.draft(this.user, this.address);
      const isDraftNewer = draft && draft.at > (entry?.kept_at ?? 0);
      const kept = isDraftNewer ? draft : entry;
      if (!kept || this.isTyped) return;
      this.parts.fill(this.form, kept.values);
      if (entry?.state === "refused" && !isDraftNewer) this.showRefusal(entry);
      else this.note(entry && !isDraftNewer ? "onItsWay" : "draft");
    }

    /* Where several may wait under one address, the one that it names. */
    async keptEntry() {
      if (!this.parts.isOneOfMany) return store.unsentFor(this.user, this.url);
      const entry = await store.entry(location.hash.slice(1));
      return entry?.user === this.user && entry.values ? entry : undefined;
    }

    isKeptAs(uuid) {
      this.uuid = uuid;
      if (this.parts.isOneOfMany) this.address = this.address.replace(/#.*|$/, `#${uuid}`);
    }

    note(name) {
      const template = this.form.querySelector(`template[data-note="${name}"]`);
      this.form.prepend(template.content.cloneNode(true));
      this.form.querySelector("[data-start-over]")?.addEventListener("click", () => this.startOver());
    }

    async startOver() {
      this.stopTimer();
      await store.dropDraft(this.user, this.address);
      this.form.reset();
      location.reload();
    }

    typed() {
      this.isTyped = true;
      this.stopTimer();
      this.timer = setTimeout(() => this.keepDraft(), A_MOMENT);
    }

    stopTimer() {
      clearTimeout(this.timer);
      this.timer = undefined;
    }

    /* Whoever looks elsewhere may not come back to this page. */
    leave() {
      if (!document.hidden || !this.timer) return;
      this.keepDraft();
    }

    keepDraft() {
      this.stopTimer();
      const values = this.parts.read(this.form);
      return store.keepDraft({ user: this.user, url: this.address, values }).catch(() => {});
    }

    async save(event) {
      event.preventDefault();
      if (this.isSaving) return;
      const faults = this.parts.faultsOf(this.form, this.words);
      offline.showFaults(this.form, faults, this.words);
      if (faults.length) return;
      this.setSaving(true);
      this.stopTimer();
      try {
        await this.keep();
      } catch {
        this.sendAsAnyForm();
        return;
      }
      await this.follow();
      this.setSaving(false);
    }

    async keep() {
      const values = this.parts.read(this.form);
      const typedAt = this.address;
      this.isKeptAs(this.uuid);
      await store.keep({
        uuid: this.uuid,
        user: this.user,
        kind: this.kind,
        url: this.url,
        page: this.address,
        title: this.parts.titleOf?.(this.form) ?? this.form.dataset.title,
        when: this.parts.whenOf?.(this.form) ?? this.form.dataset.when,
        values,
        body: this.parts.bodyOf(this.form, values, this.uuid),
      });
      await store.dropDraft(this.user, typedAt);
      navigator.storage?.persist?.().catch(() => {});
      offline.sendWhenClosed().catch(() => {});
    }

    /* Only where Birge has made the page, and so its token. */
    sendAsAnyForm() {
      if (this.form.elements.csrfmiddlewaretoken) this.form.submit();
      else offline.showFaults(this.form, [[null, this.words.full]], this.words);
      this.setSaving(false);
    }

    /* What became of it, if that is known soon. */
    async follow() {
      const waited = new Promise((resolve) => setTimeout(resolve, LONG_ENOUGH, "line"));
      const problem = await Promise.race([offline.sendNow(), waited]);
      const entry = await store.entry(this.uuid);
      if (entry?.state === "sent") this.showSaved(entry);
      else if (entry?.state === "refused") this.refused(entry);
      else this.showKept(problem);
    }

    /* What can be corrected is shown at its field; for the rest see the page of what waits. */
    refused(entry) {
      if (entry.status === CORRECTABLE) this.showRefusal(entry);
      else this.showCard("refused", entry.detail);
    }

    showRefusal(entry) {
      const faults = offline.faultsFrom(this.form, entry, this.parts.fieldNamed);
      offline.showFaults(this.form, faults, this.words);
    }

    showKept(problem) {
      const card = this.showCard(problem === "signed-out" ? "signedOut" : "kept");
      offline.onChange(() => this.showSentAfterAll(card));
    }

    showCard(name, detail = "") {
      const template = this.form.querySelector(`template[data-note="${name}"]`);
      const card = template.content.cloneNode(true).firstElementChild;
      if (detail) card.querySelector("[data-detail]").textContent = detail;
      (this.card ?? this.form).replaceWith(card);
      this.card = card;
      card.querySelector("h2").focus();
      return card;
    }

    async showSentAfterAll(card) {
      const entry = await store.entry(this.uuid);
      if (entry?.state === "sent" && card.isConnected) this.showSaved(entry);
    }

    /* The log as it was saved: at the same address, or where the server says. Where there is no
       such page, a word of thanks. */
    showSaved({ saved_at: savedAt }) {
      if (this.kind === "not-held") {
        this.showCard("saved");
        return;
      }
      const place = savedAt ?? this.url;
      if (place !== location.pathname) {
        location.replace(`${place}#saved`);
        return;
      }
      history.replaceState(null, "", `${place}#saved`);
      location.reload();
    }

    setSaving(isSaving) {
      this.isSaving = isSaving;
      const button = this.form.querySelector('button[type="submit"], button:not([type])');
      button.toggleAttribute("aria-busy", isSaving);
      button.dataset.label ??= button.textContent;
      button.textContent = isSaving ? this.words.saving : button.dataset.label;
    }
  }

  /* Take over a form; where nothing can be kept it stays as it is. */
  offline.takeOver = (form) => {
    if (!offline.user() || !self.indexedDB) return;
    new LogPage(form).restore().catch(() => {});
  };

  const form = document.querySelector("form[data-entry]");
  if (form) offline.takeOver(form);
})();
