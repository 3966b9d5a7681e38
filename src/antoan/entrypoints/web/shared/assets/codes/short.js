// The short code of SMS and speech: eight Crockford letters and a check symbol. Twin of codes/short.py.

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECKS = `${LETTERS}*~$=U`;
const TYPED_CHARS_MAX = 24;
const FOLDED = { O: "0", I: "1", L: "1" };

/** The canonical nine symbols of what somebody typed or said; null when the check symbol is wrong. */
export function readShort(typed) {
  if (typed.length > TYPED_CHARS_MAX) return null;
  const code = typed.toUpperCase().replace(/[ .-]/g, "").replace(/[OIL]/g, (letter) => FOLDED[letter]);
  if (code.length !== 9) return null;
  const values = [...code.slice(0, 8)].map((letter) => LETTERS.indexOf(letter));
  if (values.includes(-1)) return null;
  // 40 bits stay exact in a number.
  return CHECKS[values.reduce((sum, value) => sum * 32 + value, 0) % 37] === code[8] ? code : null;
}
