// The chat: state that the server streams, and what the person at the page does with it.
import { body, make, summary } from "./content.js";
import { fetchKatex, redraw } from "./maths.js";
import { locale, words } from "./words.js";

const $ = id => document.getElementById(id);
const chat = $("chat"), posts = $("posts"), input = $("input"), choices = $("choices"), popup = $("popup");

const people = new Map();       // id → person
const chats = new Map();        // id → { posts: Map(message id → post), keyboard, unread }
let bot = { name: "", username: "" };
let clock = { now: Date.now(), movable: false }, clockSince = performance.now();
let me = null;                  // the chat this tab shows: a person's own, or a group
let speaker = null;             // the person this tab plays
let replying = null, editing = null;
const pressed = new Map();      // press id → { button, chat }
let keyboardOpen = true;

// ---- talking to the server

async function call(action, parameters) {
  const response = await fetch(`/playground/${action}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(parameters) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer.result;
}

const inGroup = () => people.get(me)?.group === true;
const learners = () => [...people.values()].filter(person => !person.group);

/** Who does something, and in which group if it is one. */
const who = () => ({ person: speaker, ...(inGroup() ? { group: me } : {}) });

const act = (action, parameters) => call(action, parameters).catch(error => toast(error.message));

function listen() {
  const stream = new EventSource("/playground/events");
  stream.onmessage = event => { offline(false); change(JSON.parse(event.data)); };
  stream.onerror = () => {
    offline(true);
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}

function offline(yes) {
  document.body.classList.toggle("offline", yes);
  showStatus();
}

const changes = {
  state(state) {
    bot = state.bot;
    setClock(state.clock);
    people.clear();
    chats.clear();
    for (const person of state.people) people.set(person.id, person);
    for (const [id, { posts: list, keyboard }] of Object.entries(state.chats)) chats.set(Number(id), { posts: new Map(list.map(post => [post.message.message_id, post])), keyboard, unread: 0 });
    document.title = bot.name;
    $("bot-name").textContent = $("intro-name").textContent = bot.name;
    if (people.size === 0) welcome(); else choose(wanted());
  },
  person({ person }) {
    const isNew = !people.has(person.id);
    people.set(person.id, person);
    if (isNew) chats.set(person.id, { posts: new Map(), keyboard: null, unread: 0 });
    remember();
    if (me === null) choose(wanted());
    else if (me === person.id) { showMe(); if (!choices.hidden) complete(); }
  },
  message({ chat: id, post }) {
    const room = chats.get(id);
    if (!room) return;
    room.posts.set(post.message.message_id, post);
    if (id === me && !isSeen(post)) return;
    if (id === me) {
      if (post.bot) typing(null);
      const element = show(post);
      posts.append(element);
      regroup();
      people.get(id).started = true;
      showMe();
      if (!post.bot) { batch = null; toBottom(true); }
      else if (following || batch) comeIntoView(element);
      else { room.unread++; showDown(); }
    } else if (post.bot) {
      room.unread++;
      showLearner();
    }
  },
  edited({ chat: id, post }) {
    const room = chats.get(id);
    if (!room) return;
    room.posts.set(post.message.message_id, post);
    const old = id === me && find(post.message.message_id);
    if (!old) return;
    const open = [...old.querySelectorAll("details")].map(details => details.open);
    const element = show(post);
    element.querySelectorAll("details").forEach((details, index) => { if (open[index]) details.open = true; });
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(element);
    regroup();
    if (hadFocus) (element.querySelector("[data-testid=inline-button]") ?? input).focus({ preventScroll: true });
    if (following && !batch) toBottom(false);
  },
  deleted({ chat: id, message }) {
    chats.get(id)?.posts.delete(message);
    if (id === me) { find(message)?.remove(); regroup(); }
  },
  keyboard({ chat: id, keyboard }) {
    const room = chats.get(id);
    if (room) room.keyboard = keyboard;
    if (id === me) { keyboardOpen = true; showKeyboard(); }
  },
  action({ chat: id, action }) {
    if (id === me) typing(action);
  },
  answer({ chat: id, press, text, alert, url }) {
    release(press);
    if (id !== me) return;
    if (text && alert) {
      $("alert-text").textContent = text;
      $("alert").showModal();
    } else if (text) toast(text);
    if (url && /^https?:/.test(url)) window.open(url, "_blank", "noopener");
  },
  clock: setClock,
};

const change = event => changes[event.type]?.(event);

/** A message for one member of a group is seen by nobody else. */
const isSeen = post => post.only_for === null || post.only_for === undefined || post.only_for === speaker;

// ---- who is here

const roster = () => { try { return JSON.parse(localStorage.getItem("people") ?? "[]"); } catch { return []; } };
const remember = () => { try { localStorage.setItem("people", JSON.stringify(learners().map(({ id, name, language_code, time_zone }) => ({ id, name, language_code, time_zone })))); } catch { /* a private window keeps nothing */ } };
const wanted = () => people.has(Number(location.hash.slice(1))) ? Number(location.hash.slice(1)) : people.has(me) ? me : people.keys().next().value;
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";

// A playground that starts again knows nobody; the page remembers who was here, so that the bot meets the same people.
async function welcome() {
  const known = roster();
  if (known.length) for (const person of known) await act("meet", person);
  else await act("meet", { name: words.learner, language_code: navigator.language.slice(0, 2).toLowerCase(), time_zone: zone() });
}

function choose(id) {
  me = id;
  if (!people.get(id).group) speaker = id;
  else speaker = people.has(speaker) ? speaker : learners()[0]?.id;
  replying = editing = null;
  history.replaceState(null, "", `#${id}`);
  const room = chats.get(id);
  room.unread = 0;
  typing(null);
  posts.setAttribute("aria-live", "off");
  posts.replaceChildren(...[...room.posts.values()].filter(isSeen).map(show));
  regroup();
  showMe();
  showClock();
  showKeyboard();
  showAbout();
  toBottom(false);
  requestAnimationFrame(() => posts.setAttribute("aria-live", "polite"));
}

function showMe() {
  const person = people.get(me), room = chats.get(me);
  showLearner();
  showStatus();
  $("bot-name").textContent = inGroup() ? person.name : bot.name;
  $("intro").hidden = room.posts.size > 0;
  $("intro-text").textContent = person.description || words.nothing;
  const mustStart = !person.started || person.blocked;
  $("start").hidden = !mustStart;
  $("compose").hidden = mustStart;
  $("start").textContent = person.blocked ? words.restart : words.start;
  $("menu").hidden = person.commands.length === 0;
  if (mustStart) choices.hidden = true;
}

function showLearner() {
  const person = people.get(me);
  const voice = people.get(speaker) ?? person;
  const unread = [...chats].reduce((sum, [id, room]) => sum + (id === me ? 0 : room.unread), 0);
  $("learner").replaceChildren(face(voice), make("span", { class: "pill-name" }, inGroup() ? `${voice.name} · ${person.name}` : person.name), ...(unread ? [make("b", { class: "badge" }, String(unread))] : []));
  $("learner").setAttribute("aria-label", `${words.learners}: ${voice.name}${inGroup() ? `, ${person.name}` : ""}${unread ? `, ${unread} ${words.unread}` : ""}`);
}

const face = person => make("span", { class: `initial tone${Math.abs(person.id) % 6}`, "aria-hidden": "true" }, [...person.name][0]?.toUpperCase() ?? "?");

function showStatus() {
  const person = people.get(me);
  $("status").textContent = document.body.classList.contains("offline") ? words.offline : person?.blocked ? words.blocked : person?.group ? `${words.group} · ${learners().length + 1}` : words.bot;
}

let typingTimer = 0;
function typing(action) {
  clearTimeout(typingTimer);
  $("dots").hidden = action === null;
  if (action === null) { showStatus(); return; }
  $("status").textContent = action.includes("photo") ? words.uploading : words.typing;
  if (following) toBottom(true);
  typingTimer = setTimeout(() => typing(null), 5000);
}

// ---- time

function setClock(next) {
  clock = next;
  clockSince = performance.now();
  $("clock-moves").hidden = !clock.movable;
  showClock();
}

const now = () => new Date(clock.now + performance.now() - clockSince);

// Formats in the zone of the person whose chat it is; a zone the browser does not know is shown in UTC.
const formats = new Map();
function format(date, kind, options) {
  const zone = people.get(me)?.time_zone ?? "UTC", key = `${kind} ${zone}`;
  if (!formats.has(key)) {
    try { formats.set(key, new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })); }
    catch { formats.set(key, new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" })); }
  }
  return formats.get(key).format(date);
}

const hourAndMinute = date => format(date, "time", { hour: "2-digit", minute: "2-digit", hour12: false });
const dayKey = date => format(date, "key", { year: "numeric", month: "2-digit", day: "2-digit" });

function dayName(date) {
  if (dayKey(date) === dayKey(now())) return words.today;
  if (dayKey(date) === dayKey(new Date(now() - 86_400_000))) return words.yesterday;
  return format(date, "day", { day: "numeric", month: "long" });
}

let shownDay = "";
function showClock() {
  const date = now();
  if (me !== null && shownDay !== dayKey(date)) { shownDay = dayKey(date); regroup(); }
  $("clock").dateTime = date.toISOString();
  $("clock").textContent = `${format(date, "date", { weekday: "short", day: "numeric", month: "short" })}, ${hourAndMinute(date)}`;
}

// ---- messages

const tools = { act: command => say(command), press, enlarge };

function show({ message, bot: fromBot, reaction, silent, only_for: onlyFor }) {
  const isOwn = !fromBot && (!inGroup() || message.from.id === speaker);
  const date = new Date(message.date * 1000);
  const keys = message.reply_markup?.inline_keyboard;
  const only = kind => message[kind] && !message.caption && !message.rich_message;
  const element = make("article", {
    class: `post ${isOwn ? "out" : "in"} ${message.sticker ? "bare" : ""} ${only("photo") ? "image" : message.photo ? "captioned" : ""} ${message.rich_message ? "richly" : ""}`,
    "data-testid": "message", "data-from": fromBot ? "bot" : "person", "data-id": message.message_id, "data-date": message.date,
  });
  const meta = make("span", { class: "meta" },
    reaction ? make("span", { class: "reaction", "data-testid": "reaction" }, reaction) : null,
    message.edit_date ? make("span", { "data-testid": "edited-mark" }, `${words.edited} `) : null,
    make("time", { datetime: date.toISOString(), title: silent ? words.silent : undefined }, hourAndMinute(date)));
  const bubble = make("div", { class: "bubble", "data-testid": "bubble" },
    make("span", { class: inGroup() && !isOwn ? "sender" : "vh" }, `${fromBot ? bot.name : isOwn ? words.you : message.from.first_name}${inGroup() && !isOwn ? "" : ": "}`),
    onlyFor ? make("span", { class: "whisper", "data-testid": "whisper" }, words.whisper) : null,
    message.reply_to_message ? quoted(message.reply_to_message) : null,
    ...body(message, tools), meta);
  const dots = make("button", { type: "button", class: "actions", "aria-label": words.actions, "aria-haspopup": "menu", "data-testid": "message-actions",
    onclick: event => messageMenu(message, fromBot, event.currentTarget) }, "⋯");
  bubble.addEventListener("contextmenu", event => {
    if (window.getSelection()?.toString() || event.target.closest("a, img")) return;
    event.preventDefault();
    messageMenu(message, fromBot, dots);
  });
  element.append(make("div", { class: "line" }, bubble, dots));
  for (const wide of bubble.querySelectorAll(".wide, .maths, pre")) { sides.observe(wide); wide.addEventListener("scroll", () => showSides(wide), { passive: true }); }
  if (keys?.length) element.append(make("div", { class: "inline", role: "group" }, ...keys.map(row => make("div", { class: "inline-row" }, ...row.map(inlineButton)))));
  return element;
}

/** Formulas and tables that are wider than the bubble fade out where more can be scrolled into view. */
function showSides(wide) {
  wide.classList.toggle("more-left", wide.scrollLeft > 2);
  wide.classList.toggle("more-right", wide.scrollWidth - wide.clientWidth - wide.scrollLeft > 2);
}
const sides = new ResizeObserver(entries => entries.forEach(entry => showSides(entry.target)));

const inlineButton = button => make("button", { type: "button", class: `inline-button ${button.style ?? ""}`, disabled: button.disabled !== undefined, "data-testid": "inline-button", "data-data": button.callback_data,
  onclick: event => press(button, event.currentTarget) }, make("span", {}, button.text), button.url ? make("i", { "aria-hidden": "true" }, "↗") : null);

function quoted(original) {
  return make("button", { type: "button", class: "quoted", onclick: () => find(original.message_id)?.scrollIntoView({ block: "center", behavior: "smooth" }) },
    make("b", {}, original.from?.is_bot ? bot.name : original.from?.id === speaker ? words.you : original.from?.first_name ?? ""), make("span", {}, summary(chats.get(me)?.posts.get(original.message_id)?.message ?? original)));
}

const find = id => posts.querySelector(`article[data-id="${id}"]`);

/** Puts day separators between messages and tails on the last bubble of each run. */
function regroup() {
  for (const old of posts.querySelectorAll(".daymark")) old.remove();
  let before = null;
  for (const element of posts.querySelectorAll("article")) {
    const date = new Date(element.dataset.date * 1000), key = dayKey(date);
    const joined = before !== null && before.key === key && before.element.dataset.from === element.dataset.from && element.dataset.date - before.element.dataset.date < 600;
    if (before === null || before.key !== key) element.before(make("div", { class: "daymark", role: "separator", "data-testid": "day-separator" }, make("span", {}, dayName(date))));
    element.classList.toggle("joined", joined);
    element.classList.add("tail");
    if (joined) before.element.classList.remove("tail");
    before = { element, key };
  }
}

async function press(button, element) {
  if (element.getAttribute("aria-busy") === "true") return;
  if (button.url) { if (/^(https?|tg):/i.test(button.url)) window.open(button.url, "_blank", "noopener"); return; }
  if (button.copy_text) { await copy(button.copy_text.text); return; }
  if (button.callback_data === undefined) { toast(words.unsupported); return; }
  element.setAttribute("aria-busy", "true");
  const post = Number(element.closest("article").dataset.id);
  try {
    const id = await call("press", { ...who(), message: post, data: button.callback_data });
    if (answered.delete(id)) element.removeAttribute("aria-busy");
    else pressed.set(id, element);
    setTimeout(() => release(id), 15_000);
  } catch (error) {
    element.removeAttribute("aria-busy");
    toast(error.message);
  }
}

const answered = new Set();   // answers that overtook the response to their press
function release(id) {
  const element = pressed.get(id);
  if (element) element.removeAttribute("aria-busy");
  else answered.add(id);
  pressed.delete(id);
}

async function copy(text) {
  try { await navigator.clipboard.writeText(text); toast(words.copied); } catch { toast(text); }
}

function enlarge(source, alt) {
  $("picture-image").src = source;
  $("picture-image").alt = alt ?? "";
  $("picture").showModal();
}

let toastTimer = 0;
function toast(text) {
  const box = $("toast");
  box.textContent = text;
  box.classList.add("on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => box.classList.remove("on"), Math.max(3000, text.length * 70));
}

// ---- scrolling

const atBottom = () => chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80;
const gently = () => matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

// Whether the person stays with the newest messages: only their own scrolling ends it, not an animation under way.
let following = true, touched = 0;
for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) chat.addEventListener(kind, () => { touched = performance.now(); }, { passive: true });

function toBottom(smooth) {
  following = true;
  chat.scrollTo({ top: chat.scrollHeight, behavior: smooth ? gently() : "instant" });
}

let batch = null;   // the first of the messages that came at once: its beginning stays in view
function comeIntoView(element) {
  batch ??= element;
  cancelAnimationFrame(comeIntoView.frame);
  comeIntoView.frame = requestAnimationFrame(() => {
    const top = batch.getBoundingClientRect().top - chat.getBoundingClientRect().top + chat.scrollTop - 12;
    following = top + chat.clientHeight >= chat.scrollHeight;
    chat.scrollTo({ top, behavior: gently() });
  });
  clearTimeout(comeIntoView.timer);
  comeIntoView.timer = setTimeout(() => { batch = null; }, 1500);
}

function showDown() {
  const room = chats.get(me);
  if (atBottom() && room) room.unread = 0;
  $("down").hidden = atBottom();
  $("down-count").textContent = room?.unread ? String(room.unread) : "";
}

chat.addEventListener("scroll", () => {
  if (atBottom()) following = true;
  else if (performance.now() - touched < 1000) { following = false; batch = null; }
  showDown();
}, { passive: true });
new ResizeObserver(() => { if (following) toBottom(false); }).observe(chat);

// ---- writing

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
  $("send").classList.toggle("ready", input.value.trim() !== "");
}

async function say(text) {
  const trimmed = text.trim();
  if (!trimmed) return;
  const reply = replying?.message_id;
  stopAbout();
  for (let rest = trimmed, first = true; rest; first = false) {   // as Telegram's apps do with a text that is too long
    const room = Math.min(4096, rest.length);
    const cut = rest.length > room ? Math.max(rest.lastIndexOf("\n", room), room - 200) : room;
    await act("say", { ...who(), text: rest.slice(0, cut), ...(first && reply ? { reply_to: reply } : {}) });
    rest = rest.slice(cut).trim();
  }
}

async function submit() {
  const text = input.value;
  if (!text.trim()) return;
  input.value = "";
  grow();
  complete();
  if (editing) {
    const id = editing.message_id;
    stopAbout();
    await act("edit", { ...who(), message: id, text });
  } else await say(text);
}

function showAbout() {
  const about = replying ?? editing;
  $("about").hidden = !about;
  $("about-title").textContent = editing ? words.editing : words.replying;
  $("about-text").textContent = about ? summary(about) : "";
  showPlaceholder();
}

function stopAbout() {
  if (editing) { input.value = ""; grow(); }
  replying = editing = null;
  showAbout();
}

function startReply(message) {
  stopAbout();
  replying = message;
  showAbout();
  input.focus();
}

function startEdit(message) {
  stopAbout();
  editing = message;
  input.value = message.text;
  grow();
  showAbout();
  input.focus();
}

const showPlaceholder = () => { input.placeholder = chats.get(me)?.keyboard?.input_field_placeholder ?? words.message; };

// ---- commands

let active = -1;

// "@bot some words" in the field is a query to the bot, answered while it is typed.
let asking = 0, asked = null;
function askInline() {
  clearTimeout(asking);
  const prefix = `@${bot.username} `;
  if (!input.value.toLowerCase().startsWith(prefix.toLowerCase())) { asked = null; return false; }
  asking = setTimeout(async () => { asked = await act("inline", { person: speaker, query: input.value.slice(prefix.length) }); }, 300);
  return true;
}

changes.inline = ({ person, query, results, help }) => {
  if (person !== speaker || (asked !== null && query < asked)) return;
  showOptions([
    ...(results.length === 0 && help ? [make("li", { role: "option", class: "help", "data-testid": "inline-help" }, make("span", {}, help))] : []),
    ...results.map(result => make("li", { role: "option", "data-testid": "inline-result", onpointerdown: event => event.preventDefault(),
      onclick: () => { input.value = ""; grow(); showOptions([]); act("via", { ...who(), content: result.content }); } }, make("b", {}, result.title), make("span", {}, result.content.text.slice(0, 120)))),
  ]);
};

function complete() {
  if (askInline()) return;
  const typed = /^\/\w*$/.test(input.value) ? input.value.slice(1).toLowerCase() : null;
  const found = typed === null ? [] : people.get(me).commands.filter(command => command.command.startsWith(typed));
  showChoices(found);
}

function showChoices(list) {
  showOptions(list.map(command => make("li", { role: "option", "data-testid": "command-option", "data-command": command.command, onpointerdown: event => event.preventDefault(),
    onclick: () => { sendCommand(command.command); } }, make("b", {}, `/${command.command}`), make("span", {}, command.description))));
}

function showOptions(options) {
  active = -1;
  options.forEach((option, index) => { option.id = `choice-${index}`; });
  choices.replaceChildren(...options);
  choices.hidden = options.length === 0;
  input.setAttribute("aria-expanded", String(!choices.hidden));
  $("menu").setAttribute("aria-expanded", String(!choices.hidden));
  input.removeAttribute("aria-activedescendant");
}

function moveChoice(by) {
  const options = [...choices.children];
  active = (active + by + options.length + (active < 0 && by < 0 ? 1 : 0)) % options.length;
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
  options[active].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", options[active].id);
}

function sendCommand(command) {
  input.value = "";
  grow();
  showChoices([]);
  input.focus();
  say(`/${command}`);
}

function keydown(event) {
  if (event.isComposing) return;
  if (!choices.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) { event.preventDefault(); moveChoice(event.key === "ArrowDown" ? 1 : -1); return; }
  if (!choices.hidden && event.key === "Tab" && !event.shiftKey) {
    event.preventDefault();
    input.value = `/${choices.children[Math.max(0, active)].dataset.command} `;
    grow();
    showChoices([]);
    return;
  }
  if (event.key === "Escape") {
    if (!choices.hidden) showChoices([]); else stopAbout();
    return;
  }
  if (event.key === "ArrowUp" && input.value === "" && !editing) {
    const own = [...chats.get(me).posts.values()].findLast(post => !post.bot && !inGroup() && post.message.text);
    if (own) { event.preventDefault(); startEdit(own.message); }
    return;
  }
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  if (!choices.hidden && active >= 0) sendCommand(choices.children[active].dataset.command);
  else submit();
}

// ---- reply keyboard

function showKeyboard() {
  const markup = chats.get(me)?.keyboard, rows = markup?.keyboard;
  $("keys").hidden = !rows;
  $("keys").setAttribute("aria-pressed", String(keyboardOpen));
  $("keyboard").hidden = !rows || !keyboardOpen;
  $("keyboard").replaceChildren(...(rows ?? []).map(row => make("div", { class: "key-row" }, ...row.map(key => {
    const text = typeof key === "string" ? key : key.text;
    return make("button", { type: "button", "data-testid": "keyboard-button", onclick: () => say(text) }, text);
  }))));
  if (markup?.force_reply) {
    const original = chats.get(me).posts.get(markup.message_id);
    if (original) startReply(original.message);
  }
  showPlaceholder();
}

// ---- popups

let popupOwner = null;

function openPopup(owner, items) {
  if (popupOwner === owner) { closePopup(true); return; }
  closePopup(false);
  popupOwner = owner;
  owner.setAttribute("aria-expanded", "true");
  popup.replaceChildren(...items);
  popup.hidden = false;
  const frame = popup.parentElement.getBoundingClientRect(), at = owner.getBoundingClientRect(), size = popup.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left - frame.left + (at.left + at.width / 2 > frame.left + frame.width / 2 ? at.width - size.width : 0)), frame.width - size.width - 8);
  const below = at.bottom - frame.top + 4, top = below + size.height > frame.height - 8 ? Math.max(8, at.top - frame.top - size.height - 4) : below;
  popup.style.left = `${left}px`;
  popup.style.top = `${top}px`;
  popup.querySelector("button")?.focus();
}

function closePopup(giveFocusBack) {
  if (!popupOwner) return;
  const owner = popupOwner;
  popupOwner = null;
  owner.setAttribute("aria-expanded", "false");
  popup.hidden = true;
  if (giveFocusBack) owner.focus();
}

const item = (text, action, attributes = {}, ...before) => make("button", { type: "button", role: "menuitem", ...attributes, onclick: () => { closePopup(true); action(); } }, ...before, make("span", {}, text));

popup.addEventListener("keydown", event => {
  const items = [...popup.querySelectorAll("button")], at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) { event.preventDefault(); items.at(to % items.length)?.focus(); }
  if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); closePopup(true); }
});
document.addEventListener("pointerdown", event => { if (popupOwner && !popup.contains(event.target) && !popupOwner.contains(event.target)) closePopup(false); });

function messageMenu(message, fromBot, owner) {
  const text = message.text ?? message.caption ?? find(message.message_id)?.querySelector(".rich")?.innerText;
  openPopup(owner, [
    item(words.reply, () => startReply(message), { "data-testid": "action-reply" }),
    text ? item(words.copy, () => copy(text), { "data-testid": "action-copy" }) : null,
    !fromBot && !inGroup() && message.text ? item(words.edit, () => startEdit(message), { "data-testid": "action-edit" }) : null,
  ].filter(Boolean));
}

function learnerMenu() {
  openPopup($("learner"), [
    ...(inGroup() ? learners().map(person => make("button", { type: "button", role: "menuitemradio", "aria-checked": String(person.id === speaker), "data-testid": "speaker-option", "data-person": person.id,
      onclick: () => { closePopup(true); speaker = person.id; choose(me); } }, face(person), make("span", {}, person.name, make("small", {}, words.speaks)))) : []),
    ...[...people.values()].map(person => make("button", { type: "button", role: "menuitemradio", "aria-checked": String(person.id === me), "data-testid": "learner-option", "data-person": person.id,
      onclick: () => { closePopup(true); choose(person.id); } }, face(person), make("span", {}, person.name, make("small", {}, person.group ? words.group : [person.language_code, person.time_zone].filter(Boolean).join(" · "))),
    chats.get(person.id).unread ? make("b", { class: "badge" }, String(chats.get(person.id).unread)) : null)),
    item(words.add, () => personDialog(null), { class: "add", "data-testid": "learner-add" }, make("span", { class: "initial plus", "aria-hidden": "true" }, "+")),
    item(words.add_group, found, { class: "add", "data-testid": "group-add" }, make("span", { class: "initial plus", "aria-hidden": "true" }, "+")),
  ]);
}

/** A group with everybody in it, and the bot. */
async function found() {
  const count = [...people.values()].filter(person => person.group).length;
  const group = await act("found", { person: speaker ?? learners()[0].id, title: count ? `${words.group} ${count + 1}` : words.group });
  if (!group) return;
  changes.person({ person: group });
  choose(group.id);
}

function moreMenu() {
  const person = people.get(me);
  openPopup($("more"), [
    item(words.edit_person, () => personDialog(person), { "data-testid": "person-edit" }),
    person.blocked ? item(words.unblock, () => act("unblock", { person: me }), { "data-testid": "unblock" }) : item(words.block, () => act("block", { person: me }), { class: "danger", "data-testid": "block" }),
  ]);
}

function attachMenu() {
  openPopup($("attach"), [
    item(words.photo, () => $("file").click(), { "data-testid": "attach-photo" }),
    item(words.test_photo, () => samplePhoto(), { "data-testid": "attach-test-photo" }),
    item(words.voice, () => act("voice", who()), { "data-testid": "attach-voice" }),
    make("div", { class: "stickers", role: "group", "aria-label": words.sticker }, ...["👍", "🤔", "😭", "🎉", "🔥"].map(emoji =>
      make("button", { type: "button", role: "menuitem", "aria-label": `${words.sticker} ${emoji}`, "data-testid": "attach-sticker", onclick: () => { closePopup(true); act("sticker", { ...who(), emoji }); } }, emoji))),
  ]);
}

// ---- people

function personDialog(person) {
  $("person-title").textContent = person ? words.change_person : words.new_person;
  $("person-name").value = person?.name ?? `${words.learner} ${people.size + 1}`;
  $("person-language").value = person ? person.language_code ?? "" : locale;
  $("person-zone").value = person?.time_zone ?? zone();
  $("person-form").dataset.id = person?.id ?? "";
  if (!$("zones").childElementCount) $("zones").append(...(Intl.supportedValuesOf?.("timeZone") ?? []).map(name => make("option", { value: name })));
  $("person").showModal();
  $("person-name").select();
}

$("person-form").addEventListener("submit", async () => {
  const id = Number($("person-form").dataset.id);
  const person = await act("meet", { ...(id ? { id } : {}), name: $("person-name").value.trim() || words.learner, language_code: $("person-language").value || null, time_zone: $("person-zone").value.trim() });
  if (!person) return;
  changes.person({ person });
  choose(person.id);
});

// ---- photos

function sendPhoto(blob) {
  const reader = new FileReader();
  reader.onload = () => act("photo", { ...who(), content: reader.result.slice(reader.result.indexOf(",") + 1) });
  reader.readAsDataURL(blob);
}

/** A page of squared paper with a line of working, as if photographed. */
function samplePhoto() {
  const canvas = make("canvas", { width: 640, height: 420 }), pen = canvas.getContext("2d");
  pen.fillStyle = "#fdfcf7";
  pen.fillRect(0, 0, 640, 420);
  pen.strokeStyle = "#c9dcec";
  for (let i = 20; i < 640; i += 20) { pen.beginPath(); pen.moveTo(i, 0); pen.lineTo(i, 420); pen.moveTo(0, i); pen.lineTo(640, i); pen.stroke(); }
  pen.fillStyle = "#1f3a7a";
  pen.font = "italic 44px 'Segoe Print', 'Bradley Hand', 'Comic Sans MS', cursive, serif";
  pen.rotate(-.04);
  ["f = x² + xy", "∂f/∂x = 2x + y", "= 2·3 − 1 = 5"].forEach((line, index) => pen.fillText(line, 50, 120 + index * 100));
  canvas.toBlob(sendPhoto, "image/png");
}

// ---- everything together

function label() {
  document.documentElement.lang = locale;
  const names = { send: words.send, menu: words.commands, attach: words.attach, more: words.more, keys: words.keyboard, down: words.down, "about-close": words.close, "picture-close": words.close, chat: words.message };
  for (const [id, text] of Object.entries(names)) { $(id).setAttribute("aria-label", text); if (id !== "chat") $(id).title = text; }
  $("clock-row").setAttribute("aria-label", words.clock);
  for (const id of ["hour", "morning", "day"]) { $(id).textContent = words[id]; $(id).title = words[`${id}_long`]; $(id).setAttribute("aria-label", words[`${id}_long`]); }
  $("alert-ok").textContent = words.ok;
  $("person-ok").textContent = words.ok;
  $("person-cancel").textContent = words.cancel;
  $("person-name-label").textContent = words.name;
  $("person-language-label").textContent = words.language;
  $("person-zone-label").textContent = words.zone;
  input.setAttribute("aria-label", words.message);
  $("person-language").append(...["ru", "en", "be", "de", "es", "fr", "kk", "pt", "uk", "zh"].map(code => make("option", { value: code }, `${new Intl.DisplayNames(locale, { type: "language" }).of(code)} (${code})`)), make("option", { value: "" }, words.no_language));
}

function wire() {
  $("compose").addEventListener("submit", event => { event.preventDefault(); submit(); });
  input.addEventListener("input", () => { grow(); complete(); });
  input.addEventListener("keydown", keydown);
  input.addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== $("menu")) showChoices([]); }, 150));
  input.addEventListener("paste", event => {
    const picture = [...event.clipboardData.files].find(file => file.type.startsWith("image/"));
    if (picture) { event.preventDefault(); sendPhoto(picture); }
  });
  $("menu").addEventListener("click", () => { if (choices.hidden) { showChoices(people.get(me).commands); input.focus(); } else showChoices([]); });
  $("start").addEventListener("click", async () => { await act("say", { ...who(), text: "/start" }); if (!$("compose").hidden) input.focus(); });
  $("about-close").addEventListener("click", stopAbout);
  $("learner").addEventListener("click", learnerMenu);
  $("more").addEventListener("click", moreMenu);
  $("attach").addEventListener("click", attachMenu);
  $("keys").addEventListener("click", () => { keyboardOpen = !keyboardOpen; showKeyboard(); });
  $("down").addEventListener("click", () => toBottom(true));
  $("file").addEventListener("change", () => { if ($("file").files[0]) sendPhoto($("file").files[0]); $("file").value = ""; });
  for (const [id, move] of [["hour", { seconds: 3600 }], ["morning", {}], ["day", { seconds: 86_400 }]])
    $(id).addEventListener("click", async () => {
      $(id).setAttribute("aria-busy", "true");
      await act("clock", { person: speaker, ...move });
      $(id).removeAttribute("aria-busy");
    });
  $("picture-close").addEventListener("click", () => $("picture").close());
  $("person-cancel").addEventListener("click", () => $("person").close());
  window.addEventListener("hashchange", () => { if (people.has(wanted()) && wanted() !== me) choose(wanted()); });
  setInterval(showClock, 1000);
}

label();
wire();
grow();
fetchKatex(() => { redraw(document); document.querySelectorAll(".wide, .maths").forEach(showSides); if (following) toBottom(false); });
listen();
