// The text a scanner hands over, freed of what the scanner itself added. Twin of codes/scanned.py.

// The longest text we look at; a QR symbol holds at most 4,296 characters.
export const CODE_CHARS_MAX = 4300;

/** The code itself: noise at its ends removed, accents composed. */
export function tidy(text) {
  return text.replace(/^[\r\n\t \0\uFEFF]+|[\r\n\t \0\uFEFF]+$/g, "").normalize("NFC");
}

/** A health certificate without noise at its ends, but with its spaces: Base45 knows the space. */
export function tidyCertificate(text) {
  return text.replace(/^[\r\n\t \0\uFEFF]+|[\r\n\t\0\uFEFF]+$/g, "");
}

/** Whether year, month and day (texts of digits) are a day of the calendar. */
export function isDay(year, month, day) {
  const iso = `${year}-${month}-${day}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return year !== "0000" && Number.isFinite(at.getTime()) && at.toISOString().startsWith(iso);
}
