// A modal form: text, menus, choices, boxes, files.
import { el, readFile } from "./dom.js";
import { choicesOf } from "./messages.js";
import { markdown } from "./markdown.js";

const TEXT = 4, UPLOAD = 19, RADIO = 21, BOXES = 22, BOX = 23;

export function openForm(dialog, shown, names, submit) {
  const fields = shown.fields.map((field) => ({ field, ...control(field, names) }));
  dialog.replaceChildren(el("form", {
    autocomplete: "off",
    onsubmit: async (event) => {
      event.preventDefault();
      const values = {};
      for (const { field, read } of fields) values[field.custom_id] = await read();
      dialog.close();
      submit(values);
    },
  },
  el("h2", {}, shown.title),
  shown.texts.map((text) => markdown(text, names)),
  fields.map(({ field, node }) => el("div", { class: "field" },
    el("label", { for: field.custom_id }, field.label, isRequired(field) ? " *" : ""),
    field.hint && el("small", {}, field.hint), node)),
  el("p", { class: "ends" },
    el("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, "Annuler"),
    el("button", { class: "button primary" }, "Envoyer"))));
  dialog.showModal();
}

const isRequired = (field) => field.required ?? field.type !== BOX;

function control(field, names) {
  const common = { id: field.custom_id, required: isRequired(field) };
  switch (field.type) {
    case TEXT: {
      const limits = { ...common, minlength: field.min_length, maxlength: field.max_length, placeholder: field.placeholder };
      const node = field.style === 2 ? el("textarea", { ...limits, rows: 4 }) : el("input", { ...limits, type: "text" });
      node.value = field.value ?? "";
      return { node, read: () => node.value };
    }
    case UPLOAD: {
      const node = el("input", { ...common, type: "file", multiple: (field.max_values ?? 1) > 1 });
      return { node, read: () => Promise.all([...node.files].map(readFile)) };
    }
    case BOX: {
      const node = el("input", { id: field.custom_id, type: "checkbox", checked: field.default });
      return { node, read: () => node.checked };
    }
    case RADIO: case BOXES: {
      const kind = field.type === RADIO ? "radio" : "checkbox";
      const node = el("div", { class: "boxes" }, field.options.map((option) => el("label", {},
        el("input", { type: kind, name: field.custom_id, value: option.value, checked: option.default, required: kind === "radio" && common.required }),
        " ", option.label, option.description && el("small", {}, " " + option.description))));
      const read = () => [...node.querySelectorAll("input:checked")].map((input) => input.value);
      return { node, read: kind === "radio" ? () => read()[0] ?? null : read };
    }
    default: {
      const several = (field.max_values ?? 1) > 1;
      const preset = (field.default_values ?? []).map((value) => value.id);
      const options = choicesOf(field, names);
      const node = el("select", { ...common, multiple: several },
        several ? null : el("option", { value: "" }, field.placeholder ?? "Choisir"),
        options.map((option) => el("option", {
          value: option.value, selected: option.default || preset.includes(option.value),
        }, option.label)));
      return { node, read: () => [...node.selectedOptions].map((option) => option.value).filter(Boolean) };
    }
  }
}
