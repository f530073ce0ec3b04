// The command bar: a list of commands, then a field for each option, with completion while typing.
import { el, readFile } from "./dom.js";

const STRING = 3, INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, ROLE = 8, MENTIONABLE = 9, NUMBER = 10, FILE = 11;

export function suggest(commands, typed, choose) {
  const wanted = typed.slice(1).toLowerCase();
  return commands.filter((command) => [command.path, command.title].some((name) => name.includes(wanted))).map((command) =>
    el("button", { type: "button", onclick: () => choose(command) },
      el("b", {}, "/" + command.title),
      el("span", { class: "options" }, command.options.map((option) => ` ${option.shown}${option.required ? "*" : ""}`)),
      el("small", {}, command.description)));
}

// `ask(option, typed, filled)` → choices; `send(options)`; `names` as in markdown.js
export function fillIn(form, command, names, { ask, send, cancel }) {
  const fields = command.options.map((option) => field(option, names, async (typed) =>
    ask(option.name, typed, await filled(fields, option.name))));
  const required = fields.filter(({ option }) => option.required);
  const others = fields.filter(({ option }) => !option.required);
  const more = el("div", { class: "more" }, others.map((one) =>
    el("button", {
      type: "button", class: "chip",
      onclick: (event) => { event.currentTarget.replaceWith(one.row); one.input.focus(); },
    }, "+ " + one.option.shown)));
  form.replaceChildren(
    el("p", {}, el("b", {}, "/" + command.title), " ", el("small", {}, command.description)),
    ...required.map(({ row }) => row), more,
    el("p", { class: "ends" }, el("button", { class: "button primary" }, "Envoyer"),
      el("button", { type: "button", class: "button secondary", onclick: cancel }, "Fermer")));
  // A press must not close the list above it first: everything would move up from under the finger.
  form.onmousedown = (event) => { if (event.target.closest("button")) event.preventDefault(); };
  form.onsubmit = async (event) => { event.preventDefault(); send(await filled(fields)); };
  form.hidden = false;
  (required[0] ?? fields[0])?.input.focus();
}

async function filled(fields, except) {
  const options = {};
  for (const { option, input, row } of fields) {
    if (!row.isConnected || option.name === except) continue;
    const value = await valueOf(option, input);
    if (value !== "" && value != null) options[option.name] = value;
  }
  return options;
}

async function valueOf(option, input) {
  if (option.type === FILE) return input.files[0] ? readFile(input.files[0]) : null;
  if (option.type === BOOLEAN) return input.value === "" ? null : input.value === "true";
  if (option.type === INTEGER || option.type === NUMBER) {
    return input.value === "" ? null : Number(input.dataset.value ?? input.value);
  }
  return input.dataset.value ?? input.value;
}

function field(option, names, ask) {
  const list = el("div", { class: "choices", hidden: true });
  const input = control(option, names);
  const row = el("label", { class: "option" },
    el("span", {}, option.shown, option.required ? " *" : ""), input, list, el("small", {}, option.description));
  if (option.autocomplete) complete(input, list, ask);
  return { option, input, row };
}

function control(option, names) {
  const pick = (choices) => el("select", { required: option.required }, el("option", { value: "" }, "Choisir"),
    choices.map(([value, label]) => el("option", { value }, label)));
  if (option.choices?.length) return pick(option.choices.map((c) => [c.value, c.name_localizations?.[names.locale] ?? c.name]));
  if (option.type === BOOLEAN) return pick([["true", "Oui"], ["false", "Non"]]);
  if (option.type === USER) return pick(Object.entries(names.users));
  if (option.type === ROLE) return pick(Object.entries(names.roles));
  if (option.type === MENTIONABLE) return pick([...Object.entries(names.users), ...Object.entries(names.roles)]);
  if (option.type === CHANNEL) return pick(Object.entries(names.channels).map(([id, name]) => [id, "#" + name]));
  const kind = { [FILE]: "file", [INTEGER]: option.autocomplete ? "text" : "number", [NUMBER]: "number" }[option.type] ?? "text";
  return el("input", {
    type: kind, required: option.required, name: option.name, step: option.type === NUMBER ? "any" : null,
    min: option.min_value, max: option.max_value, maxlength: option.max_length, minlength: option.min_length,
  });
}

function complete(input, list, ask) {
  let waiting = 0;
  let turn = 0;
  const look = async () => {
    const mine = ++turn;
    const choices = await ask(input.value);
    if (mine !== turn) return;
    list.replaceChildren(...choices.map((choice) => el("button", {
      type: "button",
      onmousedown: (event) => {
        event.preventDefault();
        input.value = choice.name;
        input.dataset.value = choice.value;
        list.hidden = true;
      },
    }, choice.name)));
    list.hidden = choices.length === 0 || document.activeElement !== input;
  };
  input.addEventListener("input", () => {
    delete input.dataset.value;
    clearTimeout(waiting);
    waiting = setTimeout(look, 180);
  });
  input.addEventListener("focus", look);
  input.addEventListener("blur", () => { list.hidden = true; });
}
