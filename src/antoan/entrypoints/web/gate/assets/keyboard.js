// A hand scanner is a keyboard: it types a whole code faster than any hand, and ends with Enter.

import { CODE_CHARS_MAX } from "../../shared/assets/codes.js";
import { BURST_LENGTH_MIN, FAST_SHARE_MIN, KEY_GAP_MS, KEY_PAUSE_MS } from "./limits.js";

/** Call `onCode` for each code a hand scanner types anywhere on the page, and for text pasted outside a field. */
export function listenForCodes(onCode) {
  let typed = "";
  let fast = 0; // Keys that came as a scanner's do.
  let last = -Infinity;

  const forget = () => {
    typed = "";
    fast = 0;
  };
  const isBurst = () => typed.length >= BURST_LENGTH_MIN && fast >= FAST_SHARE_MIN * (typed.length - 1);

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const gap = event.timeStamp - last;
      last = event.timeStamp;
      // What a hand typed before a scanner's first fast key is no part of its code.
      if (gap > (fast ? KEY_PAUSE_MS : KEY_GAP_MS)) forget();
      if (event.key === "Enter" || event.key === "Tab") {
        if (isBurst()) {
          // Not a press of the button that happens to have the focus.
          event.preventDefault();
          event.stopPropagation();
          clearField(event.target, typed);
          onCode(typed);
        }
        forget();
        return;
      }
      if (event.key.length !== 1) return; // Shift and the like.
      if (gap <= KEY_GAP_MS) fast += 1;
      if (typed.length < CODE_CHARS_MAX) typed += event.key;
      // A space in a name would press a focused button.
      if (fast > 0 && !isField(event.target)) event.preventDefault();
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
