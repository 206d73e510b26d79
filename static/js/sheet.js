// A section that several people write: rows that are added, and what others saved meanwhile.
// Whoever has typed nothing sees the others' version by itself; whoever has typed decides.

const form = document.querySelector("[data-sheet]");
let hasTyped = form?.hasAttribute("data-typed") ?? false;
let isSending = false;

form?.addEventListener("input", () => { hasTyped = true; });
form?.addEventListener("submit", () => { isSending = true; });
addEventListener("beforeunload", (event) => {
  if (hasTyped && !isSending) event.preventDefault();
});

function addRow(section) {
  const total = section.querySelector("[name$='-TOTAL_FORMS']");
  const list = section.querySelector("[data-row-list]");
  const blank = section.querySelector("[data-row-template]").innerHTML;
  list.insertAdjacentHTML("beforeend", blank.replaceAll("__prefix__", total.value));
  total.value = Number(total.value) + 1;
  const row = list.lastElementChild;
  htmx.process(row);
  row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (button) addRow(button.closest("[data-rows]"));
});

document.addEventListener("change", (event) => {
  if (!event.target.name?.endsWith("-DELETE")) return;
  event.target.closest("[data-row]").classList.toggle("is-removed", event.target.checked);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "others" || hasTyped || isSending || !event.detail.shouldSwap) return;
  event.detail.shouldSwap = false;
  location.reload();
});
