// One message as Discord draws it: content, embeds, Components V2, buttons, menus, pictures.
import { avatar, el, hex } from "./dom.js";
import { markdown, moment } from "./markdown.js";

const STYLES = ["", "primary", "secondary", "success", "danger", "link", "premium"];
const EPHEMERAL = 64;
const THINKING = 128;

// `hands`: {press(message, part), select(message, part, values), use(message, command), open(thread), dismiss(message)}
export function draw(message, names, hands) {
  const name = message.author.global_name;
  const how = message.interaction_metadata;
  const thinking = message.flags & THINKING;
  const stamp = Date.parse(message.timestamp) / 1000;
  const sheet = { message, names, hands };
  return el("article", { class: message.flags & EPHEMERAL ? "message private" : "message", "data-id": message.id },
    how && el("p", { class: "origin" }, el("b", {}, how.user.global_name), origin(how)),
    avatar(message.author.id, name),
    el("div", { class: "body" },
      el("h2", {}, name, message.author.bot && el("span", { class: "tag" }, "APP"),
        el("time", {}, moment(stamp, "f", names.locale, names.now)),
        !(message.flags & EPHEMERAL) && names.menu.length > 0 && drawMore(message, names.menu, hands)),
      thinking ? el("p", { class: "thinking" }, "Entremise réfléchit…") : [
        message.content && markdown(message.content, names),
        message.embeds.map((embed) => drawEmbed(embed, names)),
        message.components.map((part) => drawPart(part, sheet)),
        loose(message).map((file) => drawFile(file)),
      ],
      message.thread && el("button", { class: "thread", onclick: () => hands.open(message.thread) },
        "🧵 ", message.thread.name, message.thread.thread_metadata.archived && " (archivé)"),
      message.edited_timestamp && !thinking && !(message.flags & EPHEMERAL) && el("small", { class: "edited" }, "(modifié)"),
      message.flags & EPHEMERAL ? el("p", { class: "only" }, "Toi seul·e peux voir ce message · ",
        el("button", { class: "plain", onclick: () => hands.dismiss(message) }, "le retirer")) : null));
}

// « Applications » of Discord's menu on a message.
function drawMore(message, menu, hands) {
  return el("details", { class: "more-on" }, el("summary", { "aria-label": "Plus d’actions", title: "Plus d’actions" }, "⋯"),
    el("div", {}, menu.map((command) => el("button", {
      onclick: (event) => { event.currentTarget.closest("details").open = false; hands.use(message, command); },
    }, command))));
}

function origin(how) {
  if (how.name) return ` a utilisé /${how.name}`;
  return how.type === 5 ? " a envoyé un formulaire" : " a pressé un bouton";
}

// attachments that no component or embed of the message already shows
function loose(message) {
  const shown = JSON.stringify([message.components, message.embeds]);
  return message.attachments.filter((file) => !shown.includes(file.url));
}

function drawFile(file) {
  if (file.content_type?.startsWith("image/")) {
    return el("img", { src: file.url, alt: file.description ?? "", title: file.description ?? "" });
  }
  return el("a", { class: "file", href: file.url, download: file.filename }, "📄 ", file.filename, ` (${Math.ceil(file.size / 1024)} Ko)`);
}

function drawEmbed(embed, names) {
  return el("div", { class: "box", style: `border-color:${embed.color ? hex(embed.color) : "#4e5058"}` },
    embed.author?.name && el("small", {}, embed.author.name),
    embed.title && el("h3", {}, embed.url ? el("a", { href: embed.url, target: "_blank", rel: "noopener" }, embed.title) : embed.title),
    embed.description && markdown(embed.description, names),
    embed.fields?.length && el("dl", {}, embed.fields.map((field) =>
      el("div", { class: field.inline ? "inline" : "" }, el("dt", {}, field.name), el("dd", {}, markdown(field.value, names))))),
    embed.image && el("img", { src: embed.image.url, alt: embed.image.description ?? "" }),
    embed.footer?.text && el("small", {}, embed.footer.text));
}

function drawPart(part, sheet) {
  const inside = () => (part.components ?? []).map((child) => drawPart(child, sheet));
  const { names, hands, message } = sheet;
  switch (part.type) {
    case 1: return el("div", { class: "row" }, inside());
    case 2: return drawButton(part, sheet);
    case 3: case 5: case 6: case 7: case 8:
      return drawMenu(part, names, (values) => hands.select(message, part, values));
    case 9: return el("div", { class: "section" }, el("div", {}, inside()), drawPart(part.accessory, sheet));
    case 10: return markdown(part.content, names);
    case 11: return el("img", { class: "thumbnail", src: part.media.url, alt: part.description ?? "" });
    case 12: return el("div", { class: "gallery" }, part.items.map((item) =>
      el("img", { src: item.media.url, alt: item.description ?? "", title: item.description ?? "" })));
    case 13: return el("a", { class: "file", href: part.file.url, download: part.name ?? "" }, "📄 ", part.name ?? "fichier");
    case 14: return el("hr", { class: part.divider === false ? "invisible" : "" });
    case 17: return el("div", { class: "box", style: `border-color:${part.accent_color ? hex(part.accent_color) : "#4e5058"}` }, inside());
    default: return el("p", {}, `(partie ${part.type})`);
  }
}

function drawButton(part, { message, hands }) {
  const face = [part.emoji && el("span", {}, part.emoji.name + " "), part.label];
  if (part.style === 5) return el("a", { class: "button link", href: part.url, target: "_blank", rel: "noopener" }, face, " ↗");
  return el("button", {
    class: "button " + STYLES[part.style], disabled: part.disabled,
    onclick: (event) => hands.press(message, part, event.currentTarget),
  }, face);
}

export function choicesOf(part, names) {
  const people = Object.entries(names.users).map(([value, label]) => ({ value, label }));
  const roles = Object.entries(names.roles).map(([value, label]) => ({ value, label: label.startsWith("@") ? label : "@" + label }));
  const channels = Object.entries(names.channels).map(([value, label]) => ({ value, label: "#" + label }));
  return { 3: part.options ?? [], 5: people, 6: roles, 7: [...people, ...roles], 8: channels }[part.type];
}

// A menu of one value acts at once, as on Discord; one of several has a button to send them.
export function drawMenu(part, names, chosen) {
  const several = (part.max_values ?? 1) > 1;
  const preset = (part.default_values ?? []).map((value) => value.id);
  const isChosen = (option) => option.default || preset.includes(option.value);
  const options = choicesOf(part, names).map((option) =>
    el("option", { value: option.value, selected: isChosen(option) }, option.label + (option.description ? ` : ${option.description}` : "")));
  const menu = el("select", { multiple: several, disabled: part.disabled, "aria-label": part.placeholder ?? "Choisir" },
    several ? null : el("option", { value: "" }, part.placeholder ?? "Choisir"), options);
  if (!several && !choicesOf(part, names).some(isChosen)) menu.value = "";
  if (!several) {
    const mayBeNone = part.min_values === 0;
    menu.addEventListener("change", () => (menu.value || mayBeNone) && chosen(menu.value ? [menu.value] : []));
    return menu;
  }
  menu.size = Math.min(options.length, 5);
  return el("span", { class: "several" }, menu,
    el("button", { type: "button", class: "button secondary", onclick: () => chosen([...menu.selectedOptions].map((o) => o.value)) }, "Valider"));
}
