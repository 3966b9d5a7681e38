// Puts parts of speech into one text for a screen reader.

const ENDED = /[.!?…:]$/;

/** The parts that say something, each ended once. */
export function sentences(parts) {
  const said = parts.map((part) => (part || "").trim()).filter(Boolean);
  return said.map((part, at) => (ENDED.test(part) || at === said.length - 1 ? part : `${part}.`)).join(" ");
}
