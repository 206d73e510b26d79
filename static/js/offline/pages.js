/* Pages that a device keeps, with the files they need: the page for no network, lesson plans.
   Only such that name nobody; the server marks them. Used by pages and by the service worker. */
(() => {
  "use strict";

  const offline = (self.birgeOffline ??= {});
  const SHELL = "/offline/";
  const MOST_PAGES = 60;
  const HASHED = /\.[0-9a-f]{12}\.\w+$/;

  /* The addresses of static files in a page or a style sheet, fonts left out: the service worker
     keeps those that are used. */
  function filesIn(text, base) {
    const found = text.matchAll(/(?:src|href)="(\/static\/[^"#?]+)|url\("?([^")#]+)"?\)/g);
    const urls = [...found].map(([, file, style]) => new URL(file ?? style, base));
    return urls
      .filter((url) => url.origin === self.location.origin && url.pathname.startsWith("/static/"))
      .map((url) => url.pathname)
      .filter((path) => !/\.woff2?$/.test(path));
  }

  /* Files whose name tells their content are fetched once; others anew with each page. */
  async function keepFile(files, path) {
    if (HASHED.test(path) && (await files.match(path))) return;
    const response = await fetch(path, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    if (path.endsWith(".css")) {
      const style = await response.clone().text();
      for (const inner of filesIn(style, new URL(path, self.location))) await keepFile(files, inner);
    }
    await files.put(path, response);
  }

  /* First the files, then the page: what is kept can be shown. */
  async function keepPage(name, address, response) {
    const files = await caches.open("birge-files");
    const text = await response.clone().text();
    for (const path of new Set(filesIn(text, self.location))) await keepFile(files, path);
    const pages = await caches.open(name);
    await pages.put(address, response);
  }

  offline.keepLesson = async (address, response) => {
    await keepPage("birge-pages", address, response);
    const pages = await caches.open("birge-pages");
    const addresses = await pages.keys();
    for (const old of addresses.slice(0, -MOST_PAGES)) await pages.delete(old);
  };

  /* The page for no network, in the language of now; the browser asks only whether it changed. */
  offline.keepShell = async () => {
    const response = await fetch(SHELL, { cache: "no-cache", redirect: "error" });
    const isOurs = response.ok && response.headers.get("Birge-Offline") === "keep";
    if (!isOurs) return;
    await keepFonts();
    const pages = await caches.open("birge-shell");
    const before = await pages.match(SHELL);
    if ((await before?.text()) === (await response.clone().text())) return;
    await keepPage("birge-shell", SHELL, response);
    await dropUnusedFiles();
  };

  /* Those that this page has needed: the reader's letters. */
  async function keepFonts() {
    const files = await caches.open("birge-files");
    const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
    for (const { pathname } of loaded.filter((url) => url.pathname.endsWith(".woff2"))) {
      if (!(await files.match(pathname))) await files.add(pathname);
    }
  }

  async function dropUnusedFiles() {
    const used = new Set();
    for (const name of ["birge-shell", "birge-pages"]) {
      const pages = await caches.open(name);
      for (const address of await pages.keys()) {
        const text = await (await pages.match(address)).text();
        filesIn(text, self.location).forEach((path) => used.add(path));
      }
    }
    const files = await caches.open("birge-files");
    for (const request of await files.keys()) {
      const { pathname } = new URL(request.url);
      if (/\.(css|js)$/.test(pathname) && !used.has(pathname)) await files.delete(request);
    }
  }

  /* Address and title of each lesson plan on this device. */
  offline.keptLessons = async () => {
    const pages = await caches.open("birge-pages");
    const found = new Map(); // one for each, whichever languages it was read in
    for (const request of await pages.keys()) {
      const { pathname, search } = new URL(request.url);
      const text = await (await pages.match(request)).text();
      const title = new DOMParser().parseFromString(text, "text/html").title;
      found.set(pathname, { url: pathname + search, title: title.replace(/ · Birge$/, "") });
    }
    return [...found.values()];
  };
})();
