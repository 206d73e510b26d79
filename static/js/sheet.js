// A section that several people write: rows that are added, and what others saved meanwhile.
// Whoever has typed nothing sees the others' version by itself; whoever has typed decides.

const form = document.querySelector("[data-sheet]");
const remark = document.querySelector("[data-remark] textarea");
let hasTyped = form?.hasAttribute("data-typed") ?? false;
let isSending = false;
let isRemarking = false;

function tellUnsaved() {
  const note = form?.querySelector("[data-unsaved]");
  if (note) note.hidden = !hasTyped;
}

tellUnsaved();
form?.addEventListener("input", () => { hasTyped = true; tellUnsaved(); });
form?.addEventListener("submit", () => { isSending = true; });
remark?.form.addEventListener("submit", () => { isRemarking = true; });

// Neither what is typed into the section nor a comment goes away because the other one is sent.
addEventListener("beforeunload", (event) => {
  const isLost = (hasTyped && !isSending) || (remark?.value.trim() && !isRemarking);
  if (!isLost) return;
  event.preventDefault();
  isSending = isRemarking = false;
});

addEventListener("keydown", (event) => {
  if (!form || event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-save]"));
});

function addRow(section) {
  const total = section.querySelector("[name$='-TOTAL_FORMS']");
  const list = section.querySelector("[data-row-list]");
  const blank = section.querySelector("[data-row-template]").innerHTML;
  list.insertAdjacentHTML("beforeend", blank.replaceAll("__prefix__", total.value));
  total.value = Number(total.value) + 1;
  const row = list.lastElementChild;
  htmx.process(row);
  offerNewRows();
  row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
}

// Rows that have no number yet can be chosen by others of the page; all are saved in one go.
function newRows({refers, namedBy}) {
  const found = new Map();
  for (const row of document.querySelectorAll(`[data-rows="${refers}"] [data-row]`)) {
    const id = row.querySelector("[name$='-id']");
    if (id.value || row.classList.contains("is-removed")) continue;
    const prefix = id.name.slice(0, -"-id".length);
    const words = row.querySelector(`[name="${prefix}-${namedBy}"]`).value.trim();
    if (words) found.set(`new:${prefix}`, words.length > 60 ? `${words.slice(0, 59)}…` : words);
  }
  return found;
}

function offerNewRows() {
  for (const select of document.querySelectorAll("select[data-refers]")) {
    const rows = newRows(select.dataset);
    for (const option of [...select.options]) {
      if (!option.value.startsWith("new:")) continue;
      if (!rows.has(option.value)) option.remove();
      else option.textContent = rows.get(option.value);
      rows.delete(option.value);
    }
    for (const [value, words] of rows) select.add(new Option(words, value));
  }
}

form?.addEventListener("input", offerNewRows);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (button) addRow(button.closest("[data-rows]"));
});

document.addEventListener("change", (event) => {
  if (!event.target.name?.endsWith("-DELETE")) return;
  event.target.closest("[data-row]").classList.toggle("is-removed", event.target.checked);
  offerNewRows();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "others" || hasTyped || isSending || !event.detail.shouldSwap) return;
  event.detail.shouldSwap = false;
  location.reload();
});
