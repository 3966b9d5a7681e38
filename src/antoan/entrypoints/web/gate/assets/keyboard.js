// A hand scanner is a keyboard: it types a whole code faster than any hand, and ends with Enter.

import { BURST_LENGTH_MIN, CODE_LENGTH_MAX, KEY_GAP_MS } from "./limits.js";

/** Call `onCode` for each code a hand scanner types anywhere on the page, and for text pasted outside a field. */
export function listenForCodes(onCode) {
  let typed = "";
  let last = -Infinity;

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (event.timeStamp - last > KEY_GAP_MS) typed = "";
      last = event.timeStamp;
      if (event.key === "Enter" || event.key === "Tab") {
        if (typed.length >= BURST_LENGTH_MIN) {
          // Not a press of the button that happens to have the focus.
          event.preventDefault();
          event.stopPropagation();
          clearField(event.target, typed);
          onCode(typed);
        }
        typed = "";
        return;
      }
      if (event.key.length !== 1) return; // Shift and the like.
      if (typed.length < CODE_LENGTH_MAX) typed += event.key;
      // A space in a name would press a focused button.
      if (typed.length > 1 && !isField(event.target)) event.preventDefault();
    },
    true,
  );

  document.addEventListener("paste", (event) => {
    if (isField(event.target)) return;
    const text = (event.clipboardData || window.clipboardData).getData("text");
    if (text.trim()) onCode(text);
  });
}

function isField(element) {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

function clearField(element, typed) {
  if (isField(element) && element.value.endsWith(typed)) element.value = element.value.slice(0, -typed.length);
}
