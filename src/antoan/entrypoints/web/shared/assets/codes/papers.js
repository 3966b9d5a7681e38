// Identity cards (CCCD, 7 or 11 fields) and health-insurance cards (BHYT, 15 or 17 parts).
// Twin of codes/cccd.py and codes/bhyt.py: enough of them to know and label a paper at a gate.

import { isDay } from "./text.js";

const CCCD_START = /^\d{12}\|(\d{9})?\|/;
const BHYT_NUMBER = /^([A-Z]{2}[1-5]\d{12}|\d{10})$/;
const CCCD_GENDERS = { nam: "male", nữ: "female" };
const BHYT_GENDERS = { 1: "male", 2: "female" };

/** What an identity card says, or null when it is none or its dates are impossible. */
export function parseCccd(text) {
  const clean = text.replace(/\0/g, "");
  if (!CCCD_START.test(clean)) return null;
  const fields = clean.split("|").map((field) => field.trim());
  if (fields.length < 4 || fields.length > 11 || !fields[2]) return null;
  const birthOn = compactDay(fields[3]);
  if (!birthOn || (fields[6] && !compactDay(fields[6]))) return null;
  return {
    number: fields[0],
    oldNumber: fields[1],
    fullName: fields[2],
    birthOn,
    gender: CCCD_GENDERS[(fields[4] || "").toLowerCase()] || "unknown",
    address: fields[5] || "",
  };
}

/** What a health-insurance card says, or null when it is none or a part that identifies cannot be read. */
export function parseBhyt(text) {
  const clean = text.split("\0", 1)[0].trimEnd();
  if (!clean.endsWith("|$")) return null;
  const parts = clean.split("|").map((part) => (part.trim() === "-" ? "" : part.trim()));
  if ((parts.length !== 15 && parts.length !== 17) || !BHYT_NUMBER.test(parts[0])) return null;
  const fullName = hexText(parts[1]);
  const birthOn = slashedDay(parts[2]);
  if (!fullName || (!birthOn && parts[2] && !/^\d{4}$/.test(parts[2]))) return null;
  return {
    number: parts[0],
    fullName,
    birthOn,
    birthYear: parts[2] ? Number((birthOn || parts[2]).slice(0, 4)) : null,
    gender: BHYT_GENDERS[parts[3]] || "unknown",
  };
}

function compactDay(text) {
  const found = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  return found && isDay(found[3], found[2], found[1]) ? `${found[3]}-${found[2]}-${found[1]}` : null;
}

function slashedDay(text) {
  const found = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  return found && isDay(found[3], found[2], found[1]) ? `${found[3]}-${found[2]}-${found[1]}` : null;
}

/** Hex of UTF-8; empty when it is none, rather than gibberish. */
function hexText(text) {
  if (!/^(\s*[0-9a-f]{2})*\s*$/i.test(text)) return "";
  const bytes = (text.match(/[0-9a-f]{2}/gi) || []).map((pair) => parseInt(pair, 16));
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes)).trim();
  } catch {
    return "";
  }
}
