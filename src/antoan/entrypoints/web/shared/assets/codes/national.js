// The personal string of Decision 1405, read tolerantly. Twin of codes/national.py.

import { CODE_CHARS_MAX, isDay } from "./text.js";

const BIRTH = /^[0-9*]{4}-[0-9*]{2}-[0-9*]{2}$/;
const QID = /^[0-9A-Za-z._-]{1,32}$/;
// eslint-disable-next-line no-control-regex
const UNFIT = /[|<\0-\x1f\x7f]/;
// eslint-disable-next-line no-control-regex
const UNFIT_IN_EXT = /[\0-\x1f\x7f]/;
const GENDERS = { 1: "male", 2: "female" };

/** What a national string says, or null when it is none. A signature stays in `more`. */
export function parseNational(text) {
  const fields = text.length > CODE_CHARS_MAX ? [] : text.split("|");
  if (fields.length !== 5 && fields.length !== 6) return null;
  const [number, name, birth, declared, qid, ext] = fields;
  if (declared !== "0" && declared !== "1") return null;
  if (!BIRTH.test(birth) || !QID.test(qid) || !name.trim()) return null;
  if (fields.slice(0, 5).some((field) => UNFIT.test(field)) || UNFIT_IN_EXT.test(ext || "")) return null;
  if (!isWellFormed(text) || !(birth.includes("*") || isDay(...birth.split("-")))) return null;
  const [helperQid, gender, bhyt, phone, ...more] = aligned(ext === undefined ? [] : ext.split("<"));
  return {
    documentNumber: number,
    fullName: name,
    birth,
    declaredKind: declared,
    qid,
    helperQid,
    gender: GENDERS[gender] || "unknown",
    bhyt,
    phone,
    more,
  };
}

/** At least four elements, with the first put back where a platform leaves it out. */
function aligned(elements) {
  const isGender = (element) => element === "0" || element === "1" || element === "2";
  const all = isGender(elements[0]) && !isGender(elements[1]) ? ["", ...elements] : elements;
  return all.concat(Array(Math.max(0, 4 - all.length)).fill(""));
}

/** Whether a text is valid Unicode: encodeURIComponent refuses lone surrogates. */
function isWellFormed(text) {
  try {
    return Boolean(encodeURIComponent(text));
  } catch {
    return false;
  }
}
