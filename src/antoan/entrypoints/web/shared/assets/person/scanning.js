// The camera that fills in the form. What it reads stays on the page until the person sends the form.

import { Camera } from "../camera.js";
import { readCard } from "./reading.js";

/** Offer the camera where there is a button for it. */
export function offerScanning(form, wards, { reader, texts }) {
  const find = (name) => document.querySelector(`[data-scan${name}]`);
  const dialog = find("-dialog");
  if (!dialog) return;
  const camera = new Camera(find("-video"), reader, read);
  find("").hidden = false;
  find("-open").addEventListener("click", open);
  find("-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => camera.stop());

  async function open() {
    complain("");
    dialog.showModal();
    try {
      await camera.start();
    } catch (fault) {
      complain(texts[`camera_${fault.reason || "busy"}`]);
    }
    if (!dialog.open) camera.stop(); // Closed while the camera was starting.
  }

  function read(text) {
    if (!dialog.open) return;
    const card = readCard(text);
    if (!card) {
      complain(texts.other);
      return;
    }
    dialog.close();
    fill(card.fields);
    wards?.suggest(card.ward);
    find("-said").textContent = texts[`filled_${card.kind}`];
    find("-said").hidden = false;
    form.querySelector("input[name=full_name], input[name=number]").focus();
  }

  function fill(fields) {
    for (const [name, value] of Object.entries(fields)) {
      const field = form.elements[name];
      if (!value || !field) continue;
      if (field instanceof RadioNodeList) field.value = value;
      else if (!(field instanceof HTMLSelectElement) || [...field.options].some((option) => option.value === value)) field.value = value;
    }
  }

  function complain(text) {
    find("-fault").textContent = text;
    find("-fault").hidden = !text;
    find("-video").hidden = Boolean(text) && !camera.stream;
  }
}
