// Which questions of a questionnaire are asked, given the answers so far, as declarations/questionnaires/branching.py.
// tests/vectors/declarations/answers.json holds both to the same answers; change neither alone.

const SILENT = ["group", "display"];

/** Return the questions that are asked, in order. An answer to a question that is not asked counts as none. */
export function asked(questionnaire, answers) {
  const counted = {};
  const found = [];
  walk(questionnaire.items, answers, counted, (item) => found.push(item));
  return found;
}

/** Return the linkIds of every item that is shown: questions, groups, texts. */
export function shown(questionnaire, answers) {
  const found = new Set();
  walk(questionnaire.items, answers, {}, () => {}, (item) => found.add(item.linkId));
  return found;
}

function walk(items, answers, counted, onQuestion, onItem = () => {}) {
  for (const item of items) {
    if (!isShown(item, counted)) continue;
    onItem(item);
    if (!SILENT.includes(item.type) && !item.source) {
      if (Object.hasOwn(answers, item.linkId)) counted[item.linkId] = answers[item.linkId];
      onQuestion(item);
    }
    walk(item.items ?? [], answers, counted, onQuestion, onItem);
  }
}

function isShown(item, counted) {
  const conditions = item.enableWhen ?? [];
  if (conditions.length === 0) return true;
  const holds = ({ question, operator, answer }) => {
    // As in FHIR, "!=" asks for an answer too.
    if (!Object.hasOwn(counted, question) || counted[question] === null) return false;
    return (counted[question] === answer) === (operator === "=");
  };
  return item.enableBehavior === "any" ? conditions.some(holds) : conditions.every(holds);
}
