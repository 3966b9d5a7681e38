// Bounds of what a phone keeps of forms. The server's own are in domains/fieldwork/limits.py.

export const FORMS_MAX = 200; // At the bound the page says so and keeps nothing more.
export const KEPT_MS_MAX = 30 * 24 * 3_600_000; // The server takes nothing older.
export const TRY_EACH_MS = 15_000;
export const ANSWER_MS_MAX = 20_000;
