/* Says that a file is too large before it is sent: input[data-max-bytes][data-too-large]. */
(() => {
  "use strict";

  document.addEventListener("change", (event) => {
    const input = event.target.closest("input[type=file][data-max-bytes]");
    if (!input) return;
    const limit = Number(input.dataset.maxBytes);
    const tooLarge = [...input.files].some((file) => file.size > limit);
    input.setCustomValidity(tooLarge ? input.dataset.tooLarge : "");
    if (tooLarge) input.reportValidity();
  });
})();
