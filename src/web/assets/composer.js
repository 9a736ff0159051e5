// @ts-check
/** The box in which people type: sending, recalling, and the list of commands that "/" opens. */

const form = /** @type {HTMLFormElement} */ (document.getElementById("composer"));
const box = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
const listbox = /** @type {HTMLElement} */ (document.getElementById("commands"));
const options = /** @type {HTMLElement[]} */ ([...listbox.querySelectorAll("[role=option]")]);

/** What this person sent, oldest first; `recalled` counts back from its end. @type {string[]} */
const sent = [];
let recalled = 0;

/** @param {string} text */
function write(text) {
  box.value = text;
  box.setSelectionRange(text.length, text.length);
  refresh();
  box.focus();
}

/** @param {HTMLElement} option */
function offered(option) {
  const { fill = "", stage, command = "" } = option.dataset;
  if (stage === "name") return /^\/\S*$/.test(box.value) && fill.startsWith(box.value.toLowerCase());
  return box.value.startsWith(command) && fill.startsWith(box.value) && fill !== box.value;
}

/** Shows what fits the text; a half-typed name has its first match picked out, so that Enter completes it. */
function refresh() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
  for (const option of options) option.hidden = !offered(option);
  const shown = options.filter((option) => !option.hidden);
  listbox.hidden = shown.length === 0;
  const halfTyped = shown.some(({ dataset }) => dataset.stage === "name" && dataset.fill?.trim() !== box.value);
  const complete = shown.some(({ dataset }) => dataset.fill?.trim() === box.value);
  pickOut(halfTyped && !complete ? shown[0] : undefined);
}

/** @param {HTMLElement | undefined} picked */
function pickOut(picked) {
  for (const option of options) option.ariaSelected = String(option === picked);
  if (picked) box.setAttribute("aria-activedescendant", picked.id);
  else box.removeAttribute("aria-activedescendant");
  picked?.scrollIntoView({ block: "nearest" });
}

const pickedOut = () => options.find((option) => option.ariaSelected === "true");

/** @param {number} step */
function move(step) {
  const shown = options.filter((option) => !option.hidden);
  const now = shown.findIndex((option) => option.ariaSelected === "true");
  const next = now < 0 && step < 0 ? shown.length - 1 : (now + step + shown.length) % shown.length;
  pickOut(shown[next]);
}

/** @param {number} step */
function recall(step) {
  const next = recalled + step;
  if (next < 0 || next > sent.length) return;
  recalled = next;
  write(recalled === 0 ? "" : (sent.at(-recalled) ?? ""));
  listbox.hidden = true;
}

/** @param {KeyboardEvent} event @returns {boolean} whether the key was ours */
function keyed(event) {
  const open = !listbox.hidden;
  const picked = pickedOut();
  if (event.key === "Enter" && !event.shiftKey) {
    if (open && picked) write(picked.dataset.fill ?? "");
    else form.requestSubmit();
    return true;
  }
  if (event.key === "Tab" && open && !event.shiftKey) {
    write((picked ?? options.find((option) => !option.hidden))?.dataset.fill ?? box.value);
    return true;
  }
  if (event.key === "Escape" && open) {
    listbox.hidden = true;
    pickOut(undefined);
    return true;
  }
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return false;
  const step = event.key === "ArrowUp" ? 1 : -1;
  if (open && box.value !== "" && recalled === 0) move(-step);
  else if (box.value === "" || (recalled > 0 && box.value === sent.at(-recalled))) recall(step);
  else return false;
  return true;
}

/** `send` answers whether the text arrived; one that did not goes back into the box. @param {(text: string) => Promise<boolean>} send */
export function startComposer(send) {
  for (const said of document.querySelectorAll("article[aria-label=You] .said")) sent.push(said.textContent ?? "");

  /** @param {string} text */
  const submit = async (text) => {
    if (text.trim() === "") return;
    if (sent.at(-1) !== text) sent.push(text);
    recalled = 0;
    if (!(await send(text)) && box.value === "") write(text);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value;
    write("");
    submit(text);
  });
  box.addEventListener("input", () => {
    recalled = 0;
    refresh();
  });
  box.addEventListener("keydown", (event) => {
    if (!event.isComposing && keyed(event)) event.preventDefault();
  });
  box.addEventListener("blur", () => {
    listbox.hidden = true;
  });
  // Not "click": that would take the focus from the box first, and with it the list.
  listbox.addEventListener("pointerdown", (event) => {
    const option = /** @type {HTMLElement} */ (event.target).closest("[role=option]");
    event.preventDefault();
    if (option instanceof HTMLElement) write(option.dataset.fill ?? "");
  });
  document.getElementById("starter")?.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.say) submit(button.dataset.say);
  });
}
