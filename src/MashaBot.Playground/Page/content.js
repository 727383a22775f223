// From the Bot API's Message objects to elements. Text goes into text nodes only.
import { formula } from "./maths.js";
import { words } from "./words.js";

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const safeLink = url => /^(https?|tg|mailto):/i.test(url ?? "") ? url : null;

const link = (url, ...children) => safeLink(url)
  ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children)
  : make("span", {}, ...children);

// ---- classic messages: text and entities

/** @param act what to do when a command in the text is pressed */
export function classic(text, entities, act) {
  const sorted = (entities ?? []).filter(entity => entity.type !== "bot_command").toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const part = (from, to, inside) => {
    const nodes = [];
    let at = from;
    for (let i = 0; i < inside.length; i++) {
      const entity = inside[i], end = Math.min(to, entity.offset + entity.length);
      if (entity.offset < at) continue;
      const block = /^(pre|blockquote|expandable_blockquote)$/.test(entity.type), before = text.slice(at, entity.offset);
      nodes.push(...plain(block ? before.replace(/\n$/, "") : before, act));
      const children = part(entity.offset, end, inside.slice(i + 1).filter(other => other.offset < end));
      nodes.push(dress(entity, children, text.slice(entity.offset, end)));
      at = block && text[end] === "\n" && end < to ? end + 1 : end;   // a block ends its line by itself
    }
    nodes.push(...plain(text.slice(at, to), act));
    return nodes;
  };
  const box = document.createDocumentFragment();
  box.append(...part(0, text.length, sorted));
  return box;
}

function dress(entity, children, raw) {
  switch (entity.type) {
    case "bold": return make("b", {}, ...children);
    case "italic": return make("i", {}, ...children);
    case "underline": return make("u", {}, ...children);
    case "strikethrough": return make("s", {}, ...children);
    case "spoiler": return spoiler(children);
    case "code": return make("code", {}, raw);
    case "pre": return make("pre", { tabindex: 0 }, make("code", {}, raw));
    case "blockquote": return make("blockquote", {}, ...children);
    case "expandable_blockquote": return expandable(children);
    case "text_link": return link(entity.url, ...children);
    case "date_time": return time(entity, children);
    default: return make("span", {}, ...children);
  }
}

/** Plain text: addresses become links, commands can be pressed. */
function plain(text, act) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"]+[^\s<>".,;:!?)»]|(?<![\w/<>])\/[a-zA-Z0-9_]{1,64}(?![\w/])/g)) {
    nodes.push(text.slice(at, found.index));
    nodes.push(found[0].startsWith("/")
      ? make("button", { type: "button", class: "command", "data-testid": "command-link", onclick: () => act(found[0]) }, found[0])
      : link(found[0], found[0]));
    at = found.index + found[0].length;
  }
  nodes.push(text.slice(at));
  return nodes.filter(node => node !== "");
}

function spoiler(children) {
  const cover = make("span", { class: "spoiler", role: "button", tabindex: 0, "aria-expanded": "false" }, ...children);
  const open = event => { if (event.type === "click" || event.key === "Enter" || event.key === " ") { cover.classList.add("open"); cover.setAttribute("aria-expanded", "true"); } };
  cover.addEventListener("click", open);
  cover.addEventListener("keydown", open);
  return cover;
}

function expandable(children) {
  const quote = make("blockquote", { class: "expandable", tabindex: 0, role: "button", "aria-expanded": "false" }, ...children);
  const turn = event => {
    if (event.type !== "click" && event.key !== "Enter") return;
    quote.setAttribute("aria-expanded", String(quote.classList.toggle("open")));
  };
  quote.addEventListener("click", turn);
  quote.addEventListener("keydown", turn);
  return quote;
}

function time(entity, children) {
  const element = make("time", { class: "when" }, ...children);
  if (Number.isFinite(entity.unix_time)) {
    element.dateTime = new Date(entity.unix_time * 1000).toISOString();
    element.title = new Date(entity.unix_time * 1000).toLocaleString(navigator.language);
  }
  return element;
}

// ---- rich messages

/** @param tools { act, press(button, element), enlarge(source, caption) } */
export function rich(message, tools) {
  const box = make("div", { class: "rich", dir: message.is_rtl ? "rtl" : undefined });
  box.append(...blocks(message.blocks, tools));
  return box;
}

const blocks = (list, tools) => (list ?? []).map(block => one(block, tools));

function one(block, tools) {
  const text = () => richText(block.text, tools);
  switch (block.type) {
    case "paragraph": return make("p", {}, ...text());
    case "heading": return make(`h${Math.min(6, block.size + 1)}`, { class: `h h${block.size}` }, ...text());
    case "footer": return make("p", { class: "footer" }, ...text());
    case "pre": return make("pre", { tabindex: 0, "data-language": block.language }, make("code", {}, ...text()));
    case "mathematical_expression": return make("div", { class: "maths", tabindex: 0, role: "group", "aria-label": words.formula }, formula(block.expression, true));
    case "divider": return make("hr");
    case "anchor": return make("a", { id: `a-${block.name}` });
    case "list": return list(block, tools);
    case "blockquote": return make("blockquote", {}, ...blocks(block.blocks, tools), block.credit && make("cite", {}, ...richText(block.credit, tools)));
    case "expandable_blockquote": return expandable([...text(), block.credit ? make("cite", {}, ...richText(block.credit, tools)) : ""]);
    case "pullquote": return make("aside", {}, ...text(), block.credit && make("cite", {}, ...richText(block.credit, tools)));
    case "table": return table(block, tools);
    case "details": return make("details", { open: block.is_open }, make("summary", {}, ...richText(block.summary, tools)), ...blocks(block.blocks, tools));
    case "photo": return make("figure", {}, photo(block.photo, captionText(block.caption), tools), caption(block.caption, tools));
    case "document": return make("figure", {}, file(block.document), caption(block.caption, tools));
    case "voice_note": return make("figure", {}, voice(block.voice_note), caption(block.caption, tools));
    case "collage": case "slideshow": return make("figure", { class: block.type }, make("div", { class: "several" }, ...blocks(block.blocks, tools)), caption(block.caption, tools));
    case "buttons": return make("div", { class: "row-buttons", role: "group", style: undefined }, ...(block.buttons ?? []).map(button => richButton(button, tools)));
    default: return make("p", { class: "footer" }, words.unsupported);
  }
}

function list(block, tools) {
  const ordered = block.items.some(item => item.value !== undefined);
  const items = block.items.map(item => make("li", { class: item.has_checkbox ? "check" : undefined },
    make("span", { class: "label", "aria-hidden": ordered ? undefined : "true" }, item.has_checkbox ? (item.is_checked ? "☑" : "☐") : item.label),
    make("div", {}, ...blocks(item.blocks, tools))));
  return make(ordered ? "ol" : "ul", { role: "list" }, ...items);
}

function table(block, tools) {
  const rows = block.cells.map(row => make("tr", {}, ...row.map(cell => make(cell.is_header ? "th" : "td",
    { class: `${cell.align} ${cell.valign}`, colspan: cell.colspan, rowspan: cell.rowspan, scope: cell.is_header ? "col" : undefined }, ...richText(cell.text, tools)))));
  const name = ["is_bordered", "is_striped", "is_compact"].filter(flag => block[flag]).map(flag => flag.slice(3)).join(" ");
  return make("div", { class: "wide", tabindex: 0 }, make("table", { class: `data ${name}` }, block.caption && make("caption", {}, ...richText(block.caption, tools)), make("tbody", {}, ...rows)));
}

function caption(words, tools) {
  if (!words) return null;
  return make("figcaption", {}, ...richText(words.text, tools), words.credit && make("cite", {}, ...richText(words.credit, tools)));
}

const captionText = caption => caption ? flat(caption.text) : "";

/** The characters of a rich text. */
export function flat(text) {
  if (text === undefined || text === null) return "";
  if (typeof text === "string") return text;
  if (Array.isArray(text)) return text.map(flat).join("");
  return flat(text.text ?? text.expression ?? text.alternative_text);
}

function richText(text, tools) {
  if (text === undefined || text === null) return [];
  if (Array.isArray(text)) return text.flatMap(piece => richText(piece, tools));
  if (typeof text === "string") return text.split("\n").flatMap((line, index) => index ? [make("br"), ...plain(line, tools.act)] : plain(line, tools.act));
  const inside = () => richText(text.text, tools);
  switch (text.type) {
    case "bold": return [make("b", {}, ...inside())];
    case "italic": return [make("i", {}, ...inside())];
    case "underline": return [make("u", {}, ...inside())];
    case "strikethrough": return [make("s", {}, ...inside())];
    case "code": return [make("code", {}, flat(text.text))];
    case "marked": return [make("mark", {}, ...inside())];
    case "subscript": return [make("sub", {}, ...inside())];
    case "superscript": return [make("sup", {}, ...inside())];
    case "spoiler": return [spoiler(inside())];
    case "mathematical_expression": return [formula(text.expression, false)];
    case "url": return [link(text.url, ...inside())];
    case "date_time": return [time(text, inside())];
    case "custom_emoji": return [text.alternative_text];
    case "anchor": return [make("a", { id: `a-${text.name}` })];
    case "button": return [richButton(text.button, tools)];
    default: return inside();
  }
}

function richButton(button, tools) {
  return make("button", { type: "button", class: `rich-button ${button.style ?? ""}`, disabled: button.disabled !== undefined, "data-testid": "inline-button", "data-data": button.callback_data,
    onclick: event => tools.press(button, event.currentTarget) }, ...richText(button.text, tools));
}

// ---- media

/** The largest size that a message has. */
export function photo(sizes, alt, tools) {
  const size = sizes.at(-1), source = `/playground/file/${encodeURIComponent(size.file_id)}`;
  return make("button", { type: "button", class: "photo", "data-testid": "photo", "aria-label": alt ? `${words.picture}: ${alt}` : words.picture, onclick: () => tools.enlarge(source, alt) },
    make("img", { src: source, alt: "", width: size.width, height: size.height, decoding: "async" }));
}

export function file(document) {
  const size = document.file_size < 1024 ? `${document.file_size} B` : document.file_size < 1_048_576 ? `${(document.file_size / 1024).toFixed(1)} KB` : `${(document.file_size / 1_048_576).toFixed(1)} MB`;
  return make("a", { class: "file", href: `/playground/file/${encodeURIComponent(document.file_id)}`, download: document.file_name ?? "file", "data-testid": "document" },
    make("span", { class: "file-icon", "aria-hidden": "true" }, "↓"), make("span", {}, make("b", {}, document.file_name ?? "file"), make("small", {}, size)));
}

export function voice(note) {
  const bars = [5, 9, 14, 8, 17, 11, 6, 13, 18, 9, 12, 7, 15, 10, 5, 8].map(height => { const bar = make("i"); bar.style.height = `${height}px`; return bar; });
  return make("div", { class: "voice", role: "img", "aria-label": words.voice_kind }, make("span", { class: "file-icon", "aria-hidden": "true" }, "▶"), make("span", { class: "bars" }, ...bars),
    make("small", {}, `0:${String(note.duration ?? 1).padStart(2, "0")}`));
}

/** The body of a bubble. */
export function body(message, tools) {
  const parts = [];
  if (message.photo) parts.push(photo(message.photo, message.caption, tools));
  if (message.document) parts.push(file(message.document));
  if (message.voice) parts.push(voice(message.voice));
  if (message.sticker) parts.push(make("div", { class: "sticker", role: "img", "aria-label": `${words.sticker_kind} ${message.sticker.emoji ?? ""}` }, message.sticker.emoji ?? "🙂"));
  if (message.rich_message) parts.push(rich(message.rich_message, tools));
  if (message.text) parts.push(make("div", { class: "text" }, classic(message.text, message.entities, tools.act)));
  if (message.caption) parts.push(make("div", { class: "text caption" }, classic(message.caption, message.caption_entities, tools.act)));
  if (parts.length === 0) parts.push(make("div", { class: "text footer" }, words.unsupported));
  return parts;
}

/** One line that stands for a message. */
export function summary(message) {
  if (message.text ?? message.caption) return (message.text ?? message.caption).split("\n")[0].slice(0, 120);
  if (message.photo) return words.picture;
  if (message.sticker) return `${message.sticker.emoji ?? ""} ${words.sticker_kind}`;
  if (message.voice) return words.voice_kind;
  if (message.document) return message.document.file_name ?? "";
  if (message.rich_message) return message.rich_message.blocks.map(block => flat(block.text ?? block.summary)).find(text => text)?.slice(0, 120) ?? words.rich_kind;
  return words.rich_kind;
}
