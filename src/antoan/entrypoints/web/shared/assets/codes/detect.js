// Says what was scanned. One detector for camera, hand scanner and keyboard. Twin of codes/detect.py.

import { readDynamic } from "./dynamic.js";
import { readFormer } from "./former.js";
import { parseNational } from "./national.js";
import { parseBhyt, parseCccd } from "./papers.js";
import { claimsSignature, isSealed } from "./personal.js";
import { parsePlace } from "./place.js";
import { readShort } from "./short.js";
import { CODE_CHARS_MAX, tidy, tidyCertificate } from "./text.js";

const HC1 = "HC1:";
const DYNAMIC = "ATL:";
const RESULT = /^(https?):\/\/([^/?#@\s]{1,253})\/verify\/?#([A-Za-z0-9_-]{100,400})$/i;
const ENROLMENT = /^(https?):\/\/([^/?#@\s]{1,253})\/gate\/enrol\/?#([A-Za-z0-9_-]{8,200})$/i;

/**
 * Say what a text is, by its form alone: {kind, text, value}. Kinds: personal_signed, personal_plain, cccd,
 * bhyt, hc1, place, short, enrolment, dynamic, result, former, unknown. `text` is the tidied one. Never throws.
 */
export function detect(scanned) {
  if (scanned.length > CODE_CHARS_MAX) return said("unknown", scanned.slice(0, CODE_CHARS_MAX));
  const certificate = tidyCertificate(scanned);
  if (scanned.slice(0, 16).includes(HC1) && certificate.startsWith(HC1)) return said("hc1", certificate, certificate);
  const text = tidy(scanned);
  if (text.slice(0, 4).toLowerCase() === "http") return link(text);
  if (text.startsWith(DYNAMIC)) return dynamic(text);
  if (claimsSignature(text)) {
    const head = parseNational(text.slice(0, text.lastIndexOf("<")));
    if (head || isSealed(text)) return said("personal_signed", text, head);
  }
  return paper(text);
}

function paper(text) {
  const readers = { personal_plain: parseNational, cccd: parseCccd, bhyt: parseBhyt, short: readShort };
  for (const [kind, read] of Object.entries(readers)) {
    const value = read(text);
    if (value) return said(kind, text, value);
  }
  return former(text);
}

function dynamic(text) {
  const code = readDynamic(text);
  return code ? said("dynamic", text, code) : said("unknown", text);
}

function link(text) {
  const place = parsePlace(text);
  if (place) return said("place", text, place);
  const slip = RESULT.exec(text);
  if (slip) return said("result", text, { host: slip[2].toLowerCase(), token: slip[3] });
  const found = ENROLMENT.exec(text);
  return found ? said("enrolment", text, { host: found[2].toLowerCase(), secret: found[3] }) : former(text);
}

function former(text) {
  const app = readFormer(text);
  return said(app ? "former" : "unknown", text, app);
}

function said(kind, text, value = null) {
  return { kind, text, value };
}
