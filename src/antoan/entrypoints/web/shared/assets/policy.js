// Decides the colour of one person at one moment, as antoan.domains.policy.verdict does on the server.
// tests/vectors/policy/verdicts.json holds both to the same answers; change neither alone.
import { evaluate } from "certlogic-js/dist/evaluator";

const CITY_OFFSET_MS = 7 * 3_600_000; // Viet Nam keeps +07:00 all year.
const YEAR_MIN = 1000;
const YEAR_MAX = 9700;
const TIME_COMPARISONS = ["before", "after", "not-before", "not-after"];
// Stands for a fact that makes no sense: CertLogic fails on any use of a symbol.
const MALFORMED = Symbol("malformed");

const FAILED = {
  id: "evaluation_failed",
  colour: "unknown",
  text: {
    vi: "Chưa xác định được do lỗi dữ liệu, không phải lỗi của người này",
    en: "Not known, because of faulty data; not this person's fault",
  },
  advice: {
    vi: "Kiểm tra giấy tờ; đề nghị người này khai báo y tế tại cổng; báo lỗi cho 1022",
    en: "Check papers, let the person declare at the gate, and report the fault to 1022",
  },
};

/**
 * Judge one person: the first rule that applies decides, else the default.
 * `facts` are as the server sends them, a member `now` sets the time; `now` is a Date or an RFC 3339 text.
 * Returns the `verdict` object of the scan API; what cannot be evaluated is "unknown", never an exception.
 */
export function decide(policy, facts, now, place = null) {
  const compiled = compile(policy);
  const given = facts?.now ?? now;
  const wall = moment(given instanceof Date ? dateText(given) : given);
  if (typeof facts !== "object" || facts === null || Array.isArray(facts) || wall === MALFORMED) {
    return verdict(policy, FAILED, null);
  }
  const data = { f: typed(facts), now: wall, place: place ?? facts.place ?? null };
  try {
    const rule = compiled.find(({ condition }) => isTruthy(evaluate(condition, data)));
    if (!rule) return verdict(policy, policy.default, null);
    return verdict(policy, rule.rule, rule.until === undefined ? null : untilText(evaluate(rule.until, data)));
  } catch {
    return verdict(policy, FAILED, null);
  }
}

const known = new WeakMap();

/** Rewrite the rules of a document for the city's clock, once. */
function compile(policy) {
  if (!known.has(policy)) {
    const rules = policy.rules.map((rule) => ({
      rule,
      condition: onCityClock(rule.if),
      until: rule.until == null ? undefined : onCityClock(rule.until),
    }));
    known.set(policy, rules);
  }
  return known.get(policy);
}

/** Put all times of an expression on the city's wall clock; see policy/expressions.py. */
function onCityClock(expression) {
  if (typeof expression === "string") return hasOffset(expression) ? moment(expression) : expression;
  if (Array.isArray(expression)) return expression.map(onCityClock);
  if (typeof expression !== "object" || expression === null) return expression;
  const [operator, values] = Object.entries(expression)[0];
  if (operator === "var") return expression;
  const operands = values.map(onCityClock);
  return { [operator]: TIME_COMPARISONS.includes(operator) ? operands.map(asTime) : operands };
}

function asTime(operand) {
  const isBare = typeof operand === "string" || (typeof operand === "object" && operand && "var" in operand);
  return isBare ? { plusTime: [operand, 0, "day"] } : operand;
}

/** What CertLogic takes for true; it fails on what is neither true nor false. */
function isTruthy(value) {
  return evaluate({ if: [{ var: "" }, true, false] }, value);
}

function verdict(policy, rule, until) {
  return {
    colour: rule.colour,
    policy: policy.policy,
    version: policy.version,
    rule: rule.id,
    until,
    reasons: [{ code: rule.id, vi: rule.text.vi, en: rule.text.en }],
    advice: { vi: rule.advice?.vi ?? "", en: rule.advice?.en ?? "" },
  };
}

function untilText(value) {
  if (value === null || value === false) return null;
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw new Error("until is no time");
  return `${value.toISOString().slice(0, -1).replace(/\.000$/, "")}+07:00`;
}

// Facts, typed as policy/facts.py types them.

const count = (value) => (Number.isInteger(value) && value >= 0 ? value : MALFORMED);
const flag = (value) => (typeof value === "boolean" ? value : MALFORMED);
const word = (value) => (typeof value === "string" ? value : MALFORMED);
const anything = (value) => value;

export const FACTS = {
  birth_on: day,
  doses_valid: count,
  course_doses: count,
  first_dose_on: day,
  last_dose_on: day,
  recovered_on: day,
  case_active: flag,
  isolation_until: day,
  last_test_kind: word,
  last_test_outcome: word,
  last_test_at: moment,
  last_negative_at: moment,
  last_negative_kind: word,
  declared_at: moment,
  declaration_risk: flag,
  has_records: flag,
};

function readerOf(name) {
  if (Object.hasOwn(FACTS, name)) return FACTS[name];
  if (name.endsWith("_at")) return moment;
  return name.endsWith("_on") || name.endsWith("_until") ? day : anything;
}

function typed(facts) {
  const read = ([name, value]) => [name, value === null ? null : readerOf(name)(value)];
  return Object.fromEntries(Object.entries(facts).map(read));
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|([+-])(\d{1,2}?)(?::?(\d{2}))?)?$/;

function hasOffset(text) {
  return DATE_TIME.exec(text)?.[4] !== undefined;
}

/** Read a calendar day as its midnight on the wall clock. */
function day(value) {
  const read = moment(value);
  return read === MALFORMED ? read : `${read.slice(0, 10)}T00:00:00.000`;
}

/** Read a moment as wall-clock text without offset; without an offset it is on the wall clock already. */
function moment(value) {
  if (typeof value !== "string") return MALFORMED;
  if (DATE.test(value)) return wallText(parts(value, "00:00:00", ""));
  const match = DATE_TIME.exec(value);
  if (!match) return MALFORMED;
  const [, date, clock, fraction = "", offset, sign, hours, minutes = "00"] = match;
  const local = parts(date, clock, fraction);
  if (offset === undefined) return wallText(local);
  if (offset === "Z") return wallText(local + CITY_OFFSET_MS);
  if (Number(hours) > 23 || Number(minutes) > 59) return MALFORMED;
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return wallText(local - (sign === "-" ? -size : size) + CITY_OFFSET_MS);
}

/** Milliseconds of a date and time that exist; NaN for 30 February, which Date would take for 2 March. */
function parts(date, clock, fraction) {
  const text = `${date}T${clock}`;
  const value = Date.parse(`${text}Z`);
  if (Number.isNaN(value) || !new Date(value).toISOString().startsWith(text)) return NaN;
  return value + Number(fraction.slice(0, 3).padEnd(3, "0"));
}

function wallText(milliseconds) {
  if (Number.isNaN(milliseconds)) return MALFORMED;
  const wall = new Date(milliseconds);
  const year = wall.getUTCFullYear();
  return year >= YEAR_MIN && year <= YEAR_MAX ? wall.toISOString().slice(0, -1) : MALFORMED;
}

function dateText(date) {
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}
