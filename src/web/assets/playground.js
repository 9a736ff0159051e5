// @ts-check
/** The playground page: asks the server, listens to it, and leaves the list and the box to their own files. */
import { startComposer } from "./composer.js";
import { aimPictures, showAll, showOne, startList, theme, toNewest } from "./messages.js";

/** A quick answer shows no sign of waiting. */
const patienceMs = 400;

const status = /** @type {HTMLElement} */ (document.getElementById("status"));
let waiting = 0;
let connected = true;
let problem = "";

/** One calm line under the messages: what is wrong, or that somebody is at work. */
function tell() {
  const text = !connected ? "Connection lost. Trying again…" : problem || (waiting > 0 ? "Groundswell is working" : "");
  if (status.textContent !== text) status.textContent = text;
  status.className = !connected ? "lost" : problem ? "problem" : waiting > 0 ? "working" : "";
}

/**
 * Sends JSON. What went wrong stands in `error`; null means that the chat says it already.
 * @param {string} path @param {unknown} body @returns {Promise<{ form?: string, error?: string | null }>}
 */
async function ask(path, body) {
  problem = "";
  let late = false;
  const patience = setTimeout(() => {
    late = true;
    waiting += 1;
    tell();
  }, patienceMs);
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    return await response.json();
  } catch {
    return { error: "Groundswell could not be reached. Try again in a moment." };
  } finally {
    clearTimeout(patience);
    if (late) waiting -= 1;
    tell();
  }
}

/** @param {string} path @param {unknown} body */
async function askAndShow(path, body) {
  const { form, error } = await ask(path, body);
  problem = error ?? "";
  tell();
  if (form) openForm(form);
  return error === undefined;
}

/** @param {string} html */
function openForm(html) {
  document.querySelector("dialog")?.remove();
  const template = document.createElement("template");
  template.innerHTML = html;
  document.body.append(template.content);
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("dialog"));
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  dialog.addEventListener("close", () => dialog.remove());
  form.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { action, value, message = null } = form.dataset;
    const answer = await ask("/playground/form", { message, action, value, values: valuesOf(form) });
    const trouble = /** @type {HTMLElement} */ (form.querySelector(".problem"));
    trouble.textContent = answer.error ?? "";
    if (answer.error !== undefined) return;
    dialog.close();
    if (answer.form) openForm(answer.form);
  });
  dialog.showModal();
}

/** @param {HTMLFormElement} form */
function valuesOf(form) {
  const data = new FormData(form);
  const fields = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-field]")]);
  return Object.fromEntries(
    fields.map(({ dataset }) => {
      const name = dataset.field ?? "";
      return [name, dataset.many === undefined ? data.get(name) : data.getAll(name)];
    }),
  );
}

/** @param {MouseEvent} event */
async function pressed(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  for (const menu of document.querySelectorAll("details.menu[open]"))
    if (!menu.contains(target)) /** @type {HTMLDetailsElement} */ (menu).open = false;
  const button = target.closest("button[data-action]");
  if (!(button instanceof HTMLButtonElement) || button.ariaBusy === "true") return;
  const menu = button.closest("details.menu");
  if (menu instanceof HTMLDetailsElement) menu.open = false;
  button.ariaBusy = "true";
  const message = /** @type {HTMLElement | null} */ (button.closest("article"))?.dataset.id ?? null;
  await askAndShow("/playground/act", { message, action: button.dataset.action, value: button.value });
  button.ariaBusy = "false";
}

function listen() {
  const events = new EventSource("/playground/events");
  events.addEventListener("all", (event) => showAll(JSON.parse(event.data)));
  events.addEventListener("one", (event) => showOne(JSON.parse(event.data)));
  events.addEventListener("open", () => {
    connected = true;
    tell();
  });
  events.addEventListener("error", () => {
    connected = false;
    tell();
    // A refusal ends the stream for good; a dead line is retried by the browser itself.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 5_000);
  });
}

function switchTheme() {
  const chosen = theme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = chosen;
  // The server renders the next page in it. cookieStore needs https or localhost; this works everywhere.
  // biome-ignore lint/suspicious/noDocumentCookie: see above
  document.cookie = `groundswell_theme=${chosen}; path=/; max-age=31536000; samesite=lax`;
  aimPictures(document);
}

document.getElementById("theme")?.addEventListener("click", switchTheme);
document.addEventListener("click", pressed);
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.activeElement?.closest("details.menu[open]");
  if (!(menu instanceof HTMLDetailsElement)) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});
startList();
startComposer((text) => {
  toNewest();
  return askAndShow("/playground/say", { text });
});
listen();
