// Whether answers are a risk, because of which question, and what to do, as declarations/questionnaires/risk.py.
// tests/vectors/declarations/answers.json holds both to the same answers; change neither alone.
import { evaluate } from "certlogic-js/dist/evaluator";

/** Apply every rule; one that cannot be evaluated counts as one that applies: then a person looks. */
export function assess(questionnaire, answers) {
  const risks = questionnaire.risk.rules.filter((rule) => applies(rule, answers)).map((rule) => named(rule, answers));
  const { text, advice } = risks[0] ?? questionnaire.risk.clear;
  return { isRisky: risks.length > 0, risks, text, advice };
}

function applies(rule, answers) {
  try {
    return evaluate({ if: [rule.if, true, false] }, { a: answers });
  } catch {
    return true;
  }
}

function named(rule, answers) {
  const read = [...new Set(answersRead(rule.if))];
  const speaking = read.filter((name) => answers[name] !== undefined && answers[name] !== null && answers[name] !== false);
  return { id: rule.id, questions: speaking.length ? speaking : read, text: rule.text, advice: rule.advice };
}

function answersRead(expression) {
  if (Array.isArray(expression)) return expression.flatMap(answersRead);
  if (typeof expression !== "object" || expression === null) return [];
  const [operator, values] = Object.entries(expression)[0];
  return operator === "var" ? [values.slice(2)] : answersRead(values);
}
