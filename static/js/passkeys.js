/* Says on the page that a key could not be read; without this it stood in the console only. */
(() => {
  "use strict";

  function show(trouble) {
    for (const place of document.querySelectorAll("[data-passkey-trouble]")) {
      place.hidden = !trouble;
    }
  }

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    show(true);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("button")) show(false);
  });
})();
