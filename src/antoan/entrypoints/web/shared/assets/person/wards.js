// Finds a ward by today's name or by a former one, with the district it had: all of it stands in the page.

const SHOWN_MAX = 6;

/** "Phường Bến Nghé, Q.1" and "ben nghe quan 1" are one text: words without marks, a number with its kind. */
export function words(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/\b(phuong|quan|p|f|q)[.\s]*0*(\d+)/g, (whole, kind, number) => (kind.startsWith("q") ? "quan" : "phuong") + number)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

/** Whether every word that was typed begins a word of the name; one with a number is whole: Phường 1 is not 12. */
export function fits(typed, name) {
  return typed.every((word) => name.some((known) => (/\d/.test(word) ? known === word : known.startsWith(word))));
}

/** The select of wards, with a search above it. */
export class WardPicker {
  constructor(root, texts) {
    this.texts = texts;
    this.select = root.querySelector("select[name=ward]");
    this.search = root.querySelector("input[type=search]");
    this.said = root.querySelector("[data-wards-said]");
    this.found = root.querySelector("[data-wards-found]");
    this.district = root.querySelector("[data-wards-district]");
    this.groups = [...this.select.querySelectorAll("optgroup")];
    this.wards = this.known();
    this.offerDistricts();
    root.querySelector("[data-wards-search]").hidden = false;
    this.search.addEventListener("input", () => this.look());
    this.district.addEventListener("change", () => this.narrow());
  }

  /** Every ward once, with the words of each of its names. */
  known() {
    const wards = new Map();
    for (const option of this.select.querySelectorAll("optgroup option")) {
      const former = (option.dataset.former || "").split("; ").filter(Boolean);
      wards.set(option.value, { id: option.value, name: option.textContent, former, today: words(option.textContent) });
    }
    return [...wards.values()];
  }

  look() {
    const typed = words(this.search.value);
    this.show(typed.length ? this.matching(typed) : [], typed.length > 0);
  }

  /** Wards that fit, those by today's name first; `by` is the former name that fitted. */
  matching(typed) {
    const hits = [];
    for (const ward of this.wards) {
      if (fits(typed, ward.today)) hits.push({ ward, by: [], rank: 0 });
      else {
        const by = ward.former.filter((name) => fits(typed, words(name)));
        if (by.length) hits.push({ ward, by, rank: 1 });
      }
    }
    return hits.sort((one, other) => one.rank - other.rank);
  }

  show(hits, wasAsked) {
    const { found_none: none, found_some: some } = this.texts;
    this.said.textContent = wasAsked ? (hits.length ? some.replace("{count}", hits.length) : none) : "";
    this.found.replaceChildren(...hits.slice(0, SHOWN_MAX).map((hit) => this.line(hit)));
  }

  line({ ward, by }) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = ward.name;
    const names = by.length ? by : ward.former;
    if (names.length) {
      const formerly = document.createElement("span");
      formerly.textContent = this.texts.formerly.replace("{names}", names.slice(0, 3).join("; "));
      button.append(formerly);
    }
    button.addEventListener("click", () => this.choose(ward));
    item.append(button);
    return item;
  }

  choose(ward) {
    this.district.value = "";
    this.narrow();
    this.select.value = ward.id;
    this.search.value = ward.name;
    this.show([], false);
    this.select.focus();
  }

  /** From a card: choose when only one ward fits, else show what does. Each text is tried until one is found. */
  suggest(texts) {
    for (const text of texts) {
      const hits = this.matching(words(text));
      if (!hits.length) continue;
      this.search.value = text;
      if (hits.length === 1) this.choose(hits[0].ward);
      else this.show(hits, true);
      return;
    }
  }

  offerDistricts() {
    const all = new Option(this.texts.every_district, "");
    this.district.replaceChildren(all, ...this.groups.map((group) => new Option(group.label, group.label)));
  }

  /** Leave only the wards of the chosen district in the list. */
  narrow() {
    const label = this.district.value;
    const chosen = this.select.value;
    const first = this.select.options[0];
    this.select.replaceChildren(first, ...this.groups.filter((group) => !label || group.label === label));
    this.select.value = chosen;
    if (this.select.selectedIndex < 0) this.select.selectedIndex = 0;
  }
}
