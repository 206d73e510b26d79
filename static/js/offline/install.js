/* Offers Birge as an app on the phone: where the browser says that it can be installed, and on
   Apple's phones, which never say so. Whoever says "not now" is asked again after two months. */
(() => {
  "use strict";

  const hint = document.querySelector("[data-install]");
  if (!hint) return;
  const NEVER = "birge.install.not-before";
  const LATER = 60 * 86_400_000;
  const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
  const isDeclined = Date.now() < Number(localStorage.getItem(NEVER));
  const button = hint.querySelector("[data-install-now]");
  let offer;

  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event;
    button.hidden = false;
    hint.hidden = isInstalled || isDeclined;
  });

  if ("standalone" in navigator && !isInstalled && !isDeclined) {
    hint.querySelector("[data-install-by-hand]").hidden = false;
    hint.hidden = false;
  }

  button.addEventListener("click", async () => {
    await offer.prompt();
    hint.hidden = true;
  });

  hint.querySelector("[data-install-never]").addEventListener("click", () => {
    localStorage.setItem(NEVER, String(Date.now() + LATER));
    hint.hidden = true;
  });

  addEventListener("appinstalled", () => (hint.hidden = true));
})();
