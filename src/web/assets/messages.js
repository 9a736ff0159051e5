// @ts-check
/** The list of messages: puts in place what the server rendered, without a jump, a flicker or a lost keystroke. */

/** So near its end a reader follows along. */
const pinnedWithinPx = 60;
const pictureWaitMs = 2_000;

const list = /** @type {HTMLElement} */ (document.getElementById("messages"));
const scroller = /** @type {HTMLElement} */ (document.getElementById("scroller"));
const starter = /** @type {HTMLElement} */ (document.getElementById("starter"));
const latest = /** @type {HTMLElement} */ (document.getElementById("latest"));

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
export const theme = () => document.documentElement.dataset.theme ?? (systemIsDark.matches ? "dark" : "light");

/** The server writes UTC; here it becomes the reader's own time. @param {ParentNode} root */
export function localise(root) {
  for (const time of root.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    time.title ||= `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
    time.textContent = timeText(at, time.dataset.look);
  }
}

const formats = {
  clock: new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }),
  day: new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" }),
  moment: new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }),
};
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** @param {Date} at @param {string | undefined} look */
function timeText(at, look) {
  if (look === "clock" || look === "day") return formats[look].format(at);
  const minutes = Math.round((at.getTime() - Date.now()) / 60_000);
  if (look !== "relative" || Math.abs(minutes) > 7 * 24 * 60) return formats.moment.format(at);
  if (minutes === 0) return "just now";
  if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
  if (Math.abs(minutes) < 48 * 60) return relative.format(Math.round(minutes / 60), "hour");
  return relative.format(Math.round(minutes / (24 * 60)), "day");
}

/** A chosen theme overrides the system's, for pictures too. @param {ParentNode} root */
export function aimPictures(root) {
  const chosen = document.documentElement.dataset.theme;
  for (const source of root.querySelectorAll("source"))
    source.media = chosen ? (chosen === "dark" ? "all" : "not all") : "(prefers-color-scheme: dark)";
}

const pinned = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < pinnedWithinPx;
export const toNewest = () => scroller.scrollTo({ top: scroller.scrollHeight });

/** @param {string} html */
function articleOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const article = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
  localise(article);
  aimPictures(article);
  return article;
}

/** Has the new pictures fetched and decoded before they are shown. @param {HTMLElement} article */
async function picturesReady(article) {
  const wanted = [...article.querySelectorAll("picture")].map((picture) => {
    const image = new Image();
    const dark = theme() === "dark" && picture.querySelector("source")?.srcset;
    image.src = dark || picture.querySelector("img")?.src || "";
    return image.decode().catch(() => {});
  });
  await Promise.race([Promise.all(wanted), new Promise((resolve) => setTimeout(resolve, pictureWaitMs))]);
  for (const image of article.querySelectorAll("img")) image.decoding = "sync";
}

/** What the reader opened stays open, and what has the focus keeps it. @param {HTMLElement} old @param {HTMLElement} fresh */
function swap(old, fresh) {
  const opened = [...old.querySelectorAll("details")].map((details) => details.open);
  for (const [index, details] of fresh.querySelectorAll("details").entries()) details.open = opened[index] ?? false;
  const focusable = "button, summary, a, section";
  const focused = [...old.querySelectorAll(focusable)].indexOf(/** @type {Element} */ (document.activeElement));
  const startsAbove = old.getBoundingClientRect().top < scroller.getBoundingClientRect().top;
  const heightBefore = old.offsetHeight;
  old.replaceWith(fresh);
  if (startsAbove) scroller.scrollTop += fresh.offsetHeight - heightBefore;
  const again = fresh.querySelectorAll(focusable)[focused];
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/** @param {string} html */
async function place(html) {
  const fresh = articleOf(html);
  const there = document.getElementById(fresh.id);
  if (there?.dataset.version === fresh.dataset.version) return;
  if (there) await picturesReady(fresh);
  const follow = pinned();
  if (there) swap(there, fresh);
  else {
    const next = [...list.children].findLast((other) => numberOf(other) < numberOf(fresh));
    next ? next.after(fresh) : list.prepend(fresh);
  }
  starter.hidden = true;
  if (follow) toNewest();
  else if (!there) latest.hidden = false;
}

/** @param {Element} article */
const numberOf = (article) => Number(/** @type {HTMLElement} */ (article).dataset.id);

/** One after the other, in the order in which they came. */
let line = Promise.resolve();

/** @param {{ html: string }} message */
export const showOne = (message) => {
  line = line.then(() => place(message.html));
};

/** Makes the list equal to what the server has. @param {{ id: string, html: string }[]} messages */
export const showAll = (messages) => {
  line = line.then(async () => {
    const kept = new Set(messages.map(({ id }) => `message-${id}`));
    for (const article of [...list.children]) if (!kept.has(article.id)) article.remove();
    for (const { html } of messages) await place(html);
    starter.hidden = list.children.length > 0;
  });
};

export function startList() {
  localise(document);
  aimPictures(document);
  toNewest();
  latest.addEventListener("click", toNewest);
  let follow = true;
  scroller.addEventListener("scroll", () => {
    follow = pinned();
    if (follow) latest.hidden = true;
  });
  new ResizeObserver(() => follow && toNewest()).observe(scroller);
  setInterval(() => localise(list), 30_000);
}
