// Building elements: text is always text, so nothing a member types can become markup.

export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.flat(9).filter((child) => child != null && child !== "" && child !== false));
  return node;
}

export const hex = (colour) => "#" + Number(colour).toString(16).padStart(6, "0");

const hues = ["#5865f2", "#23a55a", "#f0b232", "#eb459e", "#e67e22", "#1abc9c", "#9b59b6"];

export function avatar(id, name) {
  const colour = hues[Number(BigInt(id) % BigInt(hues.length))];
  return el("span", { class: "avatar", style: `background:${colour}`, "aria-hidden": "true" },
    [...name][0].toUpperCase());
}

export function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve({ name: file.name, data: reader.result.split(",")[1] });
    reader.readAsDataURL(file);
  });
}
