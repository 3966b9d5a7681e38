// Turns the QR of a card into the fields of the form. Nothing leaves the page.

import { detect } from "../codes.js";

/** What a scanned text fills in: {kind, fields, ward}, or null when it is no card. */
export function readCard(text) {
  const { kind, value } = detect(text);
  if (kind === "cccd") return { kind, fields: ofCccd(value), ward: wardIn(value.address) };
  if (kind === "bhyt") return { kind, fields: ofBhyt(value), ward: [] };
  if ((kind === "personal_signed" || kind === "personal_plain") && value) {
    return { kind: "personal", fields: ofPersonal(value), ward: [] };
  }
  return null;
}

function ofCccd(card) {
  return {
    full_name: card.fullName,
    birth: written(card.birthOn),
    gender: card.gender,
    kind: "cccd",
    number: card.number,
    address: streetIn(card.address),
  };
}

function ofBhyt(card) {
  return {
    full_name: card.fullName,
    birth: card.birthOn ? written(card.birthOn) : card.birthYear ? String(card.birthYear) : "",
    gender: card.gender,
    kind: "bhyt",
    number: card.number,
  };
}

function ofPersonal(head) {
  const isWhole = head.documentNumber && !head.documentNumber.includes("*");
  return {
    full_name: head.fullName,
    birth: head.birth.includes("*") ? "" : written(head.birth),
    gender: head.gender,
    kind: isWhole ? kindOf(head.documentNumber) : "",
    number: isWhole ? head.documentNumber : "",
  };
}

function kindOf(number) {
  if (/^\d{12}$/.test(number)) return "cccd";
  return /^\d{9}$/.test(number) ? "cmnd" : "passport";
}

/** 1990-02-01 as people write it. */
function written(iso) {
  const [year, month, day] = iso.split("-");
  return `${day}/${month}/${year}`;
}

/** What to look the ward up by, best first: ward and district of an old card, or the ward of a new one. */
function wardIn(address) {
  const parts = address.split(",").map((part) => part.trim());
  return [parts.slice(-3, -1).join(" "), parts.at(-2) || ""].filter(Boolean);
}

/** The part of an address before ward, district and province. */
function streetIn(address) {
  const parts = address.split(",").map((part) => part.trim());
  return parts.length > 3 ? parts.slice(0, -3).join(", ") : address;
}
