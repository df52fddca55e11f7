// The editor saves by itself: each form with data-save is one row, sent whenever it has changed, one request at a
// time. What could not be sent stays on the page and is sent again; nothing is kept in the browser's own storage.
// Why not htmx: docs/adr/0012. Without this script every form has a button of its own.
import { merge } from "./editor_merge.js";

const editor = document.getElementById("editor");
const bar = editor.querySelector(".edit-bar");
const words = editor.dataset;
const mark = crypto.randomUUID(); // of this window, so that it knows its own saving from that of others
const [PAUSE, SETTLED, PULSE, LONGEST] = [1500, 2500, 7000, 30000];
const forms = new Map(); // form → what is known of it
const blanks = new Map([...editor.querySelectorAll("[data-rows]")].map((list) => [list, list.lastElementChild.cloneNode(true)]));
let [seen, lastSaved, settling] = [Number(words.seen), 0, 0];

const of = (form) => forms.get(form) ?? forms.set(form, { dirty: false, body: null, busy: false, fault: false, tries: 0 }).get(form);
const isWhole = (form) => form.dataset.save === "whole";
const fieldsOf = (form) => [...form.elements].filter((field) => field.matches("input:not([type=hidden]), textarea, select"));
const isComplete = (form) => fieldsOf(form).every((field) => !field.required || field.value.trim());
const isStarted = (form) => [...form.querySelectorAll(".edit-what, .edit-second, .edit-words textarea")].some((field) => field.value.trim());
const isUnsaved = (form) => form.isConnected && (of(form).dirty || of(form).body !== null || of(form).fault);
const unsaved = () => [...forms.keys()].filter(isUnsaved);
const first = (row) => row.querySelector(".edit-what");

// ---- Saving ----

function post(url, body) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? editor.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "X-Editor": mark, "X-CSRFToken": token };
  return fetch(url, { method: "POST", body, headers, redirect: "manual", keepalive: true, signal: AbortSignal.timeout(20000) });
}

function bodyOf(form, extra) {
  const body = new FormData(form);
  body.delete("csrfmiddlewaretoken");
  for (const [name, value] of Object.entries(extra ?? {})) body.set(name, value);
  return body;
}

async function save(form, extra) {
  const it = of(form);
  clearTimeout(it.timer);
  if (extra) [it.extra, it.dirty] = [extra, true];
  if (it.busy || !(it.dirty || it.body)) return;
  if (!it.body && !isComplete(form)) return;
  if (isBehind(form)) return void (it.timer = setTimeout(() => save(form), 200));
  // What has been sent and not answered is sent again just as it was: the server may have it already.
  if (!it.body) [it.body, it.url, it.extra, it.dirty] = [bodyOf(form, it.extra), form.action, null, false];
  becomeRow(form);
  it.busy = true;
  const answer = await post(it.url, it.body).catch(() => null);
  it.busy = false;
  if (await isAnswered(form, it, answer)) {
    it.tries = 0;
    if (it.dirty) await save(form);
  } else {
    it.timer = setTimeout(() => save(form), Math.min(LONGEST, 1000 * 2 ** it.tries++));
  }
}

/** New rows arrive in the order in which they stand. */
function isBehind(form) {
  if (!form.elements.key) return false;
  const rows = [...form.closest("ul").querySelectorAll("form[data-save]")];
  return rows.slice(0, rows.indexOf(form)).some((other) => other.elements.key && of(other).body);
}

/** False when there was no answer to what was sent, and it must be sent again. */
async function isAnswered(form, it, answer) {
  if (answer === null) return say("offline", words.offline);
  if (answer.type === "opaqueredirect") return say("signed-out", words.signedOut, words.signInLabel);
  if (![200, 404, 409, 422].includes(answer.status)) return say("failed", words.failed);
  const sent = it.body;
  [it.body, it.fault] = [null, answer.status !== 200];
  if (answer.status === 404) return takenAway(form);
  const part = parse(await answer.text());
  const done = part.querySelector("[data-saved]")?.textContent;
  const understood = part.querySelector("[data-understood], [data-told]")?.textContent.trim();
  if (answer.status === 200) saved(form, part, sent);
  else showState(form, part);
  if (answer.status === 409) it.theirs = part;
  say("ready", answer.status === 200 ? [done, understood].filter(Boolean).join(" · ") : words.unsaved);
  return true;
}

function saved(form, part, sent) {
  lastSaved = Date.now();
  if (isWhole(form)) form.closest("[data-part]").replaceWith(part.querySelector("[data-part]"));
  else graft(form, part.querySelector("form"), sent);
  clearTimeout(settling);
  settling = setTimeout(() => refresh(), SETTLED);
}

/** Take over from the answer what the person has not touched since it was sent. */
function graft(form, answered, sent) {
  const [row, theirs] = [form.closest("li"), answered.closest("li")];
  form.setAttribute("action", answered.getAttribute("action"));
  if (row && theirs) {
    for (const name of ["id", "data-row", "data-version"]) row.setAttribute(name, theirs.getAttribute(name));
    if (form.elements.key) form.elements.key.replaceWith(answered.elements.seen_version.cloneNode());
    if (!form.querySelector("[data-move]")) form.querySelector(".row-rest").replaceWith(answered.querySelector(".row-rest"));
  }
  form.dataset.version = form.elements.seen_version.value = answered.elements.seen_version.value;
  for (const field of fieldsOf(form)) {
    const isOurs = field === document.activeElement || (sent?.has(field.name) && sent.get(field.name) !== field.value);
    if (isYetToBeSaid(form, field)) continue;
    const answer = answered.elements[field.name];
    if (!isOurs && answer?.value !== undefined && answer.value !== field.value) field.value = answer.value;
  }
  showState(form, answered);
}

function showState(form, part) {
  form.querySelector(".row-state").replaceChildren(...part.querySelector(".row-state").childNodes);
  if (document.activeElement?.form !== form || document.activeElement.name !== "when") tellInTheField(form);
  grow(form);
}

/** Nothing is put where someone who thought for a while between what and when is about to write. */
const isYetToBeSaid = (form, field) => field.name === "when" && !field.value && document.activeElement?.form === form;

/** How the words for a day were understood stands beside the field while it is written in, then in the field. */
function tellInTheField(form) {
  const understood = form.querySelector("[data-understood]");
  if (!understood || of(form).dirty || isYetToBeSaid(form, form.elements.when)) return;
  form.elements.when.value = understood.dataset.understood;
  understood.remove();
}

function takenAway(form) {
  const state = form.querySelector(".row-state");
  const again = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: words.goneLabel });
  again.dataset.again = again.dataset.variant = "secondary";
  state.replaceChildren(Object.assign(document.createElement("p"), { textContent: words.gone }), again);
  return true;
}

/** The empty row at the end is a row from its first saving on, and another empty one comes after it. */
function becomeRow(form) {
  const row = form.closest("li[data-new]");
  if (!row) return;
  row.removeAttribute("data-new");
  row.classList.remove("edit-row-new");
  row.after(blank(row.parentElement));
}

function blank(list) {
  const row = blanks.get(list).cloneNode(true);
  row.querySelector("[name=key]").value = crypto.randomUUID();
  return row;
}

// ---- Saying how it stands ----

function say(state, text, link = "") {
  const others = unsaved().some((form) => of(form).tries > 0);
  if (state === "ready" && others) return false;
  bar.dataset.state = state;
  const line = bar.querySelector("#save-state");
  if (text) line.textContent = text;
  if (link) line.append(" ", Object.assign(document.createElement("a"), { href: words.signIn, target: "_blank", textContent: link }));
  return false;
}

const parse = (html) => new DOMParser().parseFromString(html, "text/html");

function grow(root) {
  if (CSS.supports("field-sizing: content")) return;
  for (const area of root.querySelectorAll(".edit-what, .edit-second, textarea.edit-when")) {
    area.rows = 1;
    area.rows = Math.max(1, Math.round(area.scrollHeight / parseFloat(getComputedStyle(area).lineHeight)));
  }
}

// ---- The others ----

async function pulse() {
  if (document.hidden) return;
  const answer = await fetch(words.pulse, { headers: { "X-Editor": mark }, redirect: "manual" }).catch(() => null);
  if (answer?.status === 404) return say("closed", words.closed); // it is a draft no longer
  if (!answer?.ok) return;
  const { others, saved: at } = await answer.json();
  const line = bar.querySelector("#others");
  if (line.textContent !== others) line.textContent = others;
  if (at > seen) [seen] = [at, refresh()];
}

/** Read the page anew and take over what others have changed; never what is being written here. */
async function refresh() {
  const started = Date.now();
  const answer = await fetch(location.pathname, { headers: { "X-Editor": mark } }).catch(() => null);
  if (!answer?.ok) return;
  if (answer.redirected) {
    if (!answer.url.includes(words.signIn)) say("closed", words.closed);
    return;
  }
  const page = parse(await answer.text());
  const isOld = lastSaved > started || [...forms.values()].some((it) => it.busy);
  if (isOld) settling = setTimeout(() => refresh(), SETTLED);
  else merge(editor, page.getElementById("editor"), isUnsaved);
  grow(editor);
}

/** Being sent, or next in turn: worth waiting for. */
const isOnItsWay = (form) => of(form).busy || (isComplete(form) && !of(form).fault && !of(form).tries);

async function flush() {
  document.activeElement?.blur?.();
  await Promise.all([...forms.keys()].filter(isUnsaved).map((form) => save(form)));
  for (let wait = 0; wait < 200 && unsaved().some(isOnItsWay); wait++) await new Promise((r) => setTimeout(r, 100));
  return unsaved().length === 0;
}

async function turn(link) {
  if (await flush()) location.assign(link.href);
}

/** What stands on the screen, each row with its edit counter: as AgreementVersion.as_read. */
function asRead() {
  const parts = ["words", "frame"].map((name) => `${name}:${editor.querySelector(`#${name}[data-version], #${name}-form`).dataset.version}`);
  const rows = [...editor.querySelectorAll("li[data-row]")].map(({ dataset }) => `${dataset.row}:${dataset.version}`);
  return [...parts, ...rows].join(" ");
}

// ---- Places ----

async function move(row, to) {
  const other = to === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other?.dataset.row) return;
  const focused = document.activeElement;
  const answer = await post(row.querySelector(`[data-move=${to}]`).formAction, new URLSearchParams({ to })).catch(() => null);
  if (!answer?.ok) return say("failed", words.failed);
  lastSaved = Date.now();
  if (to === "up") other.before(row);
  else other.after(row);
  focused?.focus();
  say("ready", parse(await answer.text()).querySelector("[data-saved]").textContent);
  clearTimeout(settling);
  settling = setTimeout(() => refresh(), SETTLED);
}

async function exchange(row, url, body) {
  const answer = await post(url, body).catch(() => null);
  if (!answer?.ok) return say("failed", words.failed);
  lastSaved = Date.now();
  forms.delete(row.querySelector("form"));
  const part = parse(`<ul>${await answer.text()}</ul>`).querySelector("li");
  row.replaceWith(part);
  (part.querySelector(".edit-what") ?? part.querySelector("button")).focus();
  say("ready", part.querySelector("[data-saved]")?.textContent);
  clearTimeout(settling);
  settling = setTimeout(() => refresh(), SETTLED);
}

// ---- What the person does ----

editor.addEventListener("input", ({ target }) => {
  const form = target.form?.matches("[data-save]") ? target.form : null;
  if (!form) return;
  const it = of(form);
  it.dirty = true;
  clearTimeout(it.timer);
  if (!isWhole(form)) it.timer = setTimeout(() => save(form), PAUSE);
  grow(form);
});

editor.addEventListener("change", ({ target }) => {
  if (target.form?.matches("[data-save]") && !isWhole(target.form) && target.form.querySelector("[name=seen_version]")) save(target.form);
});

editor.addEventListener("focusout", ({ target, relatedTarget }) => {
  const form = target.form ?? target.closest("form");
  if (!form?.matches("[data-save]")) return;
  const isInside = form.contains(relatedTarget) || relatedTarget?.form === form;
  if (target.name === "when" || !isInside) tellInTheField(form);
  if (isInside) return;
  if (isComplete(form)) save(form);
  else if (isStarted(form)) form.querySelector(".row-state").textContent = words.unsaved;
});

editor.addEventListener("keydown", (event) => {
  const row = event.target.closest("li.edit-row");
  if (!row || event.isComposing) return;
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown") && row.dataset.row) {
    event.preventDefault();
    move(row, event.key === "ArrowUp" ? "up" : "down");
  }
  if (event.key !== "Enter" || event.target.matches("button, summary, select, a")) return;
  event.preventDefault();
  const form = event.target.form;
  const missing = fieldsOf(form).find((field) => field.required && !field.value.trim());
  if (missing) return missing.focus();
  const list = row.parentElement;
  save(form);
  if (event.target.closest(".edit-main")) first(list.lastElementChild).focus();
});

editor.addEventListener("submit", async (event) => {
  const [form, button] = [event.target, event.submitter];
  const row = form.closest("li");
  if (form.matches("[data-save]")) {
    event.preventDefault();
    if (button?.matches("[data-move]")) move(row, button.value);
    else if (button?.matches("[data-confirm]") && isUnsaved(form)) save(form); // whoever changes it says yes
    else if (button?.matches("[data-remove], [data-confirm]")) exchange(row, button.formAction, new URLSearchParams());
    else save(form, button?.name ? { [button.name]: button.value } : undefined);
  } else if (form.matches("[data-return]")) {
    event.preventDefault();
    exchange(row, form.action, bodyOf(form));
  } else if (unsaved().length) {
    event.preventDefault();
    if (await flush()) form.requestSubmit(button);
  } else if (form.elements.seen) form.elements.seen.value = asRead();
}, true);

editor.addEventListener("click", (event) => {
  const form = event.target.closest("form");
  const link = event.target.closest("a[data-turn]");
  if (link) {
    event.preventDefault();
    turn(link);
  } else if (event.target.dataset.keep === "theirs") {
    [of(form).fault, of(form).dirty] = [false, false];
    const theirs = of(form).theirs.querySelector("form");
    theirs.querySelector(".row-state").replaceChildren();
    graft(form, theirs, null);
  } else if (event.target.dataset.keep === "mine") {
    form.elements.seen_version.value = of(form).theirs.querySelector("[name=seen_version]").value;
    of(form).dirty = true;
    save(form);
  } else if (event.target.dataset.again) {
    const fresh = blank(form.closest("ul"));
    form.setAttribute("action", fresh.querySelector("form").getAttribute("action"));
    form.elements.seen_version.replaceWith(fresh.querySelector("[name=key]"));
    form.querySelector(".row-rest").replaceChildren();
    of(form).dirty = true;
    save(form);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "F2" || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  turn(bar.querySelector("[data-turn]"));
});

const again = () => unsaved().filter((form) => of(form).body).forEach((form) => save(form));
addEventListener("online", again);
addEventListener("focus", () => [again(), pulse()]);
// Who goes back, closes the lid or looks at another window in the middle of a sentence has written it all the same.
const leave = () => unsaved().filter((form) => !of(form).fault).forEach((form) => save(form));
addEventListener("pagehide", leave);
document.addEventListener("visibilitychange", () => document.hidden && leave());
addEventListener("pageshow", (event) => event.persisted && refresh());
addEventListener("beforeunload", (event) => {
  const started = [...editor.querySelectorAll("li[data-new] form")].some(isStarted);
  if (started || unsaved().length) event.preventDefault();
});

editor.classList.add("is-live");
grow(editor);
pulse();
setInterval(pulse, PULSE);
