/* Figures are inserted where the caret was last: data-insert holds the token. */
(() => {
  "use strict";

  let last = null;

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("#narrative textarea")) last = event.target;
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    const field = last?.isConnected ? last : document.querySelector("#narrative textarea");
    field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
