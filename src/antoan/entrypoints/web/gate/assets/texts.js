// The page's words, handed over by the server in the reader's language.

const config = JSON.parse(document.getElementById("gate-config").textContent);
const language = document.documentElement.lang === "en" ? "en" : "vi";

/** Addresses and settings of the page. */
export const addresses = config.addresses;

/** One text; {name} is replaced from `values`. */
export function say(key, values = {}) {
  return (config.texts[key] || key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Several lines under one key: what to do now. */
export function lines(key) {
  return config.lines[key] || [];
}

/** The reader's language out of {vi, en}. */
export function inOurLanguage(text) {
  return (text && (text[language] || text.vi)) || "";
}

/** A moment as people write it here: 07:31, or 22/11 07:31 when it is another day. */
export function moment(iso, today) {
  const at = new Date(iso);
  const zone = { timeZone: "Asia/Ho_Chi_Minh" };
  const time = at.toLocaleTimeString("vi-VN", { ...zone, hour: "2-digit", minute: "2-digit" });
  const date = at.toLocaleDateString("vi-VN", { ...zone, day: "2-digit", month: "2-digit", year: "numeric" });
  return at.toLocaleDateString("sv-SE", zone) === today ? time : `${time} ${date}`;
}
