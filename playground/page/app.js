// The page: who I am, where I look, what I see there, and what I do.
import { fillIn, suggest } from "./commands.js";
import { el } from "./dom.js";
import { openForm } from "./forms.js";
import { moment } from "./markdown.js";
import { draw } from "./messages.js";

const at = (id) => document.getElementById(id);
const view = { as: "0", channel: "0", seen: -1, state: null, read: {}, dismissed: new Set(), stop: null, atEnd: true };

async function follow() {
  for (;;) {
    view.stop = new AbortController();
    try {
      const query = new URLSearchParams({ as: view.as, channel: view.channel, seen: view.seen });
      const answer = await fetch("/page/state?" + query, { signal: view.stop.signal });
      view.state = await answer.json();
      view.seen = view.state.revision;
      view.as = view.state.me;
      view.channel = view.state.channel;
      show(view.state);
    } catch (error) {
      if (error.name === "AbortError") continue;
      status("Le bac à sable ne répond plus.");
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

function look(changes) {
  Object.assign(view, changes, { seen: -1 });
  at("told").hidden = true;
  view.stop?.abort();
}

function status(text) {
  at("status").textContent = text;
  at("status").hidden = !text;
}

function tell(text) {
  at("told").textContent = text;
  at("told").hidden = !text;
}

const SIGNS = { text: "# ", news: "# ", forum: "🗂 ", thread: "↳ " };
const kindOf = (state) => state.guilds.flatMap((guild) => guild.channels).find((c) => c.id === state.channel)?.kind;

const me = () => view.state.people.find((person) => person.id === view.as);

function names(state = view.state) {
  const channels = Object.fromEntries(state.guilds.flatMap((guild) => guild.channels).map((c) => [c.id, c.name]));
  const users = Object.fromEntries(state.people.map((person) => [person.id, person.name]));
  users[state.bot.id] = "Entremise";
  return { users, roles: state.roles, channels, locale: me().locale, now: state.now, menu: state.menu, open: (channel) => look({ channel }) };
}

function show(state) {
  const known = names(state);
  const here = known.channels[state.channel];
  at("where").textContent = here ? SIGNS[kindOf(state)] + here : "Entremise (message privé)";
  at("clock").textContent = new Intl.DateTimeFormat("fr", {
    weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "Europe/Paris",
  }).format(new Date(state.now * 1000));
  status(state.bot.restarting ? "Le temps avance, le bot redémarre…" : state.bot.connected ? "" : "Le bot n’est pas connecté.");
  showPeople(state);
  showChannels(state);
  showMessages(state, known);
}

function showPeople(state) {
  const line = (person) => person.name + (person.note ? ` (${person.note})` : "");
  const select = at("person");
  if (select.options.length !== state.people.length) {
    select.replaceChildren(...state.people.map((person) => el("option", { value: person.id }, line(person))));
  }
  select.value = state.me;
}

function showChannels(state) {
  const key = view.as;
  view.read[key] ??= {};
  const link = (id, label, last, kind = "") => {
    if (id === state.channel || !(id in view.read[key])) view.read[key][id] = last;
    const fresh = BigInt(last) > BigInt(view.read[key][id]);
    return el("button", {
      class: kind + " " + (id === state.channel ? "here " : "") + (fresh ? "fresh" : ""), "data-channel": id,
      onclick: () => { at("side").classList.remove("open"); look({ channel: id }); },
    }, label);
  };
  at("channels").replaceChildren(
    ...state.guilds.flatMap((guild) => [
      el("h2", {}, guild.name), ...guild.channels.filter((channel) => !channel.asleep || channel.id === state.channel).map((channel) =>
        link(channel.id, SIGNS[channel.kind] + channel.name + (channel.tags ?? []).map((tag) => ` · ${tag}`).join(""), channel.last, channel.kind)),
      ...guild.events.map((event) => el("p", { class: "event", title: event.description ?? "" }, "📅 ", event.name,
        el("small", {}, moment(Date.parse(event.scheduled_start_time) / 1000, "f", me().locale, state.now)))),
    ]),
    el("h2", {}, "Messages privés"), link(state.private.id, "✉ Entremise", state.private.last));
}

function showMessages(state, known) {
  const box = at("messages");
  const moved = box.dataset.where !== view.as + state.channel;
  box.dataset.where = view.as + state.channel;
  const old = new Map([...box.children].map((node) => [node.dataset.key, node]));
  const minute = Math.floor(state.now / 60);
  const shown = state.messages.filter((message) => !view.dismissed.has(message.id)).map((message) => {
    const ages = /<t:-?\d+:R>/.test(JSON.stringify(message)) ? minute : 0;
    const said = message.thread?.message_count;
    const key = [message.id, message.edited_timestamp, message.flags, known.locale, ages, said, state.menu].join();
    const node = old.get(key) ?? draw(message, known, hands);
    node.dataset.key = key;
    return node;
  });
  if (!shown.length) {
    shown.push(el("p", { class: "empty" }, kindOf(state) === "forum" ? "Ses publications sont dans la liste des salons, sous son nom."
      : "Rien ici encore. Tapez / pour voir les commandes."));
  }
  const same = shown.length === box.children.length && shown.every((node, index) => node === box.children[index]);
  if (!same) box.replaceChildren(...shown);
  if (moved) view.atEnd = true;
  toEnd();
}

// New messages, and pictures that arrive late, keep the end in sight unless one scrolled away.
function toEnd() {
  if (view.atEnd) at("messages").scrollTop = at("messages").scrollHeight;
}

// ------------------------------------------------------------------------------------------ acts

async function act(what) {
  const answer = await fetch("/page/act", {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: view.as, channel: view.channel, ...what }),
  });
  return answer.json();
}

async function perform(what) {
  tell("");
  view.atEnd = true;
  const told = await act(what).catch(() => ({ error: "Le bac à sable ne répond plus." }));
  if (told.error) tell(told.error);
  else if (told.failed) tell("L’application ne répond plus.");
  if (told.form) {
    openForm(at("form"), told.form, names(), (values) => perform({ do: "submit", form: told.form.id, values }));
  }
  return told;
}

const hands = {
  async press(message, part, button) {
    button.classList.add("waiting");
    button.disabled = true;
    await perform({ do: "press", message: message.id, custom_id: part.custom_id });
    button.classList.remove("waiting");
    button.disabled = false;
  },
  select(message, part, values) {
    return perform({ do: "select", message: message.id, custom_id: part.custom_id, values });
  },
  use(message, command) {
    return perform({ do: "use", message: message.id, command });
  },
  open(thread) {
    look({ channel: thread.id });
  },
  dismiss(message) {
    view.dismissed.add(message.id);
    show(view.state);
  },
};

function offer() {
  const typed = at("typed").value;
  const box = at("suggestions");
  const found = typed.startsWith("/") ? suggest(view.state.commands, typed, take) : [];
  box.replaceChildren(...found);
  box.hidden = !found.length;
}

function take(command) {
  at("typed").value = "";
  at("suggestions").hidden = true;
  const form = at("command");
  const close = () => { form.hidden = true; form.replaceChildren(); };
  const send = (options) => { close(); return perform({ do: "type", command: command.path, options }); };
  if (!command.options.length) {
    send({});
    return;
  }
  fillIn(form, command, names(), {
    ask: async (option, typed, options) =>
      (await act({ do: "complete", command: command.path, option, typed, options })).choices ?? [],
    send,
    cancel: close,
  });
}

at("messages").addEventListener("scroll", (event) => {
  const box = event.target;
  view.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
});
at("messages").addEventListener("load", toEnd, true);
at("typed").addEventListener("input", offer);
at("slash").addEventListener("click", () => {
  at("typed").value = at("suggestions").hidden ? "/" : "";
  offer();
  at("typed").focus();
});
at("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = at("typed").value.trim();
  if (text.startsWith("/")) {
    at("suggestions").querySelector("button")?.click();
  } else if (text) {
    at("typed").value = "";
    perform({ do: "say", text });
  }
});
at("person").addEventListener("change", (event) => {
  at("command").hidden = true;
  look({ as: event.target.value });
});
// On a phone the channels cover part of the page: a tap beside them puts them away.
at("menu").addEventListener("click", (event) => {
  event.stopPropagation();
  at("menu").setAttribute("aria-expanded", at("side").classList.toggle("open"));
});
document.querySelector("main").addEventListener("click", () => {
  at("side").classList.remove("open");
  at("menu").setAttribute("aria-expanded", "false");
});
document.querySelectorAll("[data-move]").forEach((button) => button.addEventListener("click", async () => {
  await fetch("/page/clock", {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ seconds: Number(button.dataset.move) }),
  });
}));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  at("suggestions").hidden = true;
  at("command").hidden = true;
});

// The pretend web's sources: a press copies an address, for /sources ajouter.
async function showSources() {
  const sources = await (await fetch("/page/sources")).json();
  at("sources").querySelector("ul").replaceChildren(...sources.map((source) => el("li", {},
    el("b", {}, source.name), el("small", {}, source.about),
    el("button", {
      class: "plain", title: "Copier l’adresse",
      onclick: async (event) => {
        const button = event.currentTarget;
        await navigator.clipboard?.writeText(source.address);
        button.classList.add("copied");
        setTimeout(() => button.classList.remove("copied"), 1500);
      },
    }, source.address),
    source.selectors && el("small", {}, "Sélecteurs : ", el("code", {}, source.selectors)))));
}

showSources();
follow();
