// Discord's markdown, as far as the bot and its members use it. Builds nodes, never HTML.
import { el } from "./dom.js";

const INLINE = new RegExp([
  "\\\\([\\\\*_~`|>#\\-\\[\\]()<:@.])", // 1 escape
  "``([^]+?)``", "`([^`]+)`", // 2 3 code
  "\\*\\*\\*([^]+?)\\*\\*\\*", // 4 bold italic
  "\\*\\*([^]+?)\\*\\*", // 5 bold
  "__([^]+?)__", // 6 underline
  "~~([^]+?)~~", // 7 struck
  "\\|\\|([^]+?)\\|\\|", // 8 spoiler
  "\\*(?=\\S)([^*\\n]+?)\\*", // 9 italic
  "(?<![\\w])_([^_\\n]+?)_(?![\\w])", // 10 italic
  "<t:(-?\\d+)(?::([tTdDfFR]))?>", // 11 12 time
  "<@!?(\\d+)>", "<@&(\\d+)>", "<#(\\d+)>", // 13 14 15 mentions
  "</([^:>]+):(\\d+)>", // 16 17 command
  "<a?:(\\w+):\\d+>", // 18 emoji
  "\\[((?:\\\\[^\\n]|[^\\]\\n\\\\])+)\\]\\(<?(https?://[^\\s)>]+)>?\\)", // 19 20 link
  "<?(https?://[^\\s<>)]+)>?", // 21 address
].join("|"), "g");

export function moment(seconds, style, locale, now) {
  const date = new Date(seconds * 1000);
  if (style === "R") return relative(seconds - now, locale);
  const parts = {
    t: { timeStyle: "short" }, T: { timeStyle: "medium" },
    d: { dateStyle: "short" }, D: { dateStyle: "long" },
    f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
  };
  const format = parts[style] ?? parts.f;
  return new Intl.DateTimeFormat(locale, { ...format, timeZone: "Europe/Paris" }).format(date);
}

function relative(seconds, locale) {
  const units = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale).format(Math.round(seconds / size), unit);
}

// `names`: {users, roles, channels: id → name, locale, now, open(channel id)}
export function inline(text, names) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(at, match.index));
    at = match.index + match[0].length;
    nodes.push(one(match, names));
  }
  nodes.push(text.slice(at));
  return nodes;
}

function one(m, names) {
  const inside = (tag, body, more = {}) => el(tag, more, inline(body, names));
  if (m[1]) return m[1];
  if (m[2] ?? m[3]) return el("code", {}, m[2] ?? m[3]);
  if (m[4]) return el("strong", {}, inside("em", m[4]));
  if (m[5]) return inside("strong", m[5]);
  if (m[6]) return inside("u", m[6]);
  if (m[7]) return inside("s", m[7]);
  if (m[8]) return inside("span", m[8], { class: "spoiler", tabindex: "0" });
  if (m[9] ?? m[10]) return inside("em", m[9] ?? m[10]);
  if (m[11]) return el("time", { class: "stamp", title: moment(+m[11], "F", names.locale, names.now) },
    moment(+m[11], m[12], names.locale, names.now));
  if (m[13]) return el("span", { class: "mention" }, "@" + (names.users[m[13]] ?? m[13]));
  if (m[14]) return el("span", { class: "mention" }, "@" + (names.roles[m[14]] ?? m[14]));
  if (m[15]) return place(m[15], names);
  if (m[16]) return el("span", { class: "mention" }, "/" + m[16]);
  if (m[18]) return `:${m[18]}:`;
  const link = m[20] ?? m[21];
  return el("a", { href: link, target: "_blank", rel: "noopener noreferrer" },
    m[19] ? inline(m[19], names) : link);
}

// A channel or thread that one sees is a press away.
function place(id, names) {
  if (!(id in names.channels)) return el("span", { class: "mention" }, "#" + id);
  const open = (event) => { event.preventDefault(); names.open(id); };
  return el("a", { href: "#", class: "mention", onclick: open }, "#" + names.channels[id]);
}

export function markdown(text, names) {
  const blocks = [];
  const parts = text.split(/```(?:\w*\n)?([^]*?)```/);
  parts.forEach((part, index) => {
    if (index % 2) blocks.push(el("pre", {}, part.replace(/\n$/, "")));
    else blocks.push(...lines(part, names));
  });
  return el("div", { class: "md" }, blocks);
}

function lines(text, names) {
  const blocks = [];
  let list = null;
  let quote = null;
  let plain = null;
  const close = () => { list = quote = plain = null; };
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const heading = /^(#{1,3}) +(.+)/.exec(line);
    const bullet = /^(\s*)(?:[-*]|(\d+)\.) +(.+)/.exec(line);
    const quoted = /^> ?(.*)/.exec(line);
    const small = /^-# +(.+)/.exec(line);
    if (heading) {
      close();
      blocks.push(el("h" + (heading[1].length + 2), {}, inline(heading[2], names)));
    } else if (small) {
      close();
      blocks.push(el("small", {}, inline(small[1], names)));
    } else if (bullet) {
      if (!list) { close(); blocks.push(list = el(bullet[2] ? "ol" : "ul", { start: bullet[2] })); }
      list.append(el("li", { class: bullet[1] ? "deep" : "" }, inline(bullet[3], names)));
    } else if (quoted) {
      if (!quote) { close(); blocks.push(quote = el("blockquote")); }
      quote.append(el("div", {}, inline(quoted[1], names)));
    } else {
      if (!plain) { close(); blocks.push(plain = el("p")); } else plain.append("\n");
      plain.append(...inline(line, names));
    }
  }
  return blocks.filter((block) => block.textContent !== "" || block.children.length);
}
