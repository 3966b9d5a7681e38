// Codes in the browser: says what was scanned and whether it may be believed, without a network.
// The twin of antoan.domains.codes; both run the same vectors (tests/vectors/codes).

export { detect } from "./codes/detect.js";
export { bearerOf, checkDynamic } from "./codes/dynamic.js";
export { readKeyList } from "./codes/keys.js";
export { check, claimsSignature } from "./codes/personal.js";
export { checkPlace } from "./codes/place.js";
export { CODE_CHARS_MAX, tidy } from "./codes/text.js";
