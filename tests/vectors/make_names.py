"""Makes tests/vectors/names.json: pairs of descriptions that are, or are not, of one person.

Rules, not observations: each rule is a way in which registers of Vietnam are known to disagree (diacritics,
order, day and month), or a way in which two neighbours resemble one another. Write the file anew with
``python -m tests.vectors.make_names``.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

from antoan.kit.text import without_diacritics

FILE = Path(__file__).with_name("names.json")
SEED = 2021

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Trương",
    "Đinh",
    "Lâm",
    "Tạ",
]
MIDDLE = ["Văn", "Thị", "Minh", "Ngọc", "Thanh", "Quốc", "Thị Thu", "Hoàng", "Đức", "Kim", "Gia", "Thị Mỹ"]
GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Đạt",
    "Hà",
    "Hạnh",
    "Hiếu",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phúc",
    "Quân",
    "Quý",
    "Sơn",
    "Thảo",
    "Thủy",
    "Trang",
    "Tuấn",
    "Vy",
    "Yến",
]
# Names that differ in their marks only are different names.
ONLY_MARKS = [("Tuấn", "Tuân"), ("Hạnh", "Hành"), ("Thảo", "Thao"), ("Hùng", "Hưng"), ("Mỹ", "My"), ("Lân", "Lan"), ("Thủy", "Thúy"), ("Dũng", "Dung"), ("Hoàn", "Hoan"), ("Phượng", "Phương")]  # fmt: skip


def corpus() -> list[dict[str, object]]:
    """Return all pairs; the same for ever for one seed."""
    random = Random(SEED)
    return [*_same(random), *_different(random)]


def _same(random: Random) -> list[dict[str, object]]:
    pairs = []
    for _ in range(45):
        family, middle, given = _name(random)
        name, born = f"{family} {middle} {given}", _birth(random)
        turned = born.replace(month=min(born.day, 12), day=born.month)
        variants = {
            "same": (name, born.isoformat()),
            "without marks": (without_diacritics(name), born.isoformat()),
            "upper case": (without_diacritics(name).upper(), born.isoformat()),
            "decomposed letters and spaces": (f"  {family}   {middle}  {given} ", born.isoformat()),
            "given name first": (f"{given} {family} {middle}", born.isoformat()),
            "given name first, family last": (f"{given} {middle} {family}", born.isoformat()),
            "words joined": (without_diacritics(name).replace(" ", ""), born.isoformat()),
            "middle name missing": (f"{family} {given}", born.isoformat()),
            "only the year": (name, str(born.year)),
            "only the year, without marks": (without_diacritics(name), str(born.year)),
            "tone placed the other way": (_other_tone(name), born.isoformat()),
            "i for y": (name.replace("ý", "í").replace("Mỹ", "Mĩ"), born.isoformat()),
        }
        if born.day <= 12 and born.day != born.month:
            variants["day and month swapped"] = (name, turned.isoformat())
            variants["swapped, without marks"] = (without_diacritics(name), turned.isoformat())
        variants["one digit of the day"] = (name, _one_digit(born).isoformat())
        variants["two letters swapped"] = (_slip(name), born.isoformat())
        variants["one word without marks"] = (
            f"{family} {without_diacritics(middle)} {given}",
            born.isoformat(),
        )
        variants["one wrong letter"] = (_neighbour_key(name), born.isoformat())
        if "day and month swapped" in variants:
            variants["swapped, middle name missing"] = (f"{family} {given}", turned.isoformat())
        for rule, (other, birth) in variants.items():
            pairs.append(_pair(name, born.isoformat(), other, birth, rule, is_same=True))
    return pairs


def _different(random: Random) -> list[dict[str, object]]:
    pairs = []
    for number in range(45):
        family, middle, given = _name(random)
        name, born = f"{family} {middle} {given}", _birth(random)
        brother = random.choice([g for g in GIVEN if g != given])
        other_middle = random.choice([m for m in MIDDLE if m.split()[0] != middle.split()[0]])
        other_family = random.choice(
            [f for f in FAMILY if without_diacritics(f) != without_diacritics(family)]
        )
        one, two = ONLY_MARKS[number % len(ONLY_MARKS)]
        day = born.isoformat()
        neighbours = {
            "twin of another given name": (name, f"{family} {middle} {brother}", day),
            "another middle name": (name, f"{family} {other_middle} {given}", day),
            "another family name": (name, f"{other_family} {middle} {given}", day),
            "names that differ in marks": (f"{family} {middle} {one}", f"{family} {middle} {two}", day),
            "namesake of another day": (name, name, (born + timedelta(days=45)).isoformat()),
            "namesake of another year": (name, name, (born + timedelta(days=4018)).isoformat()),
            "another given name, only the year": (name, f"{family} {middle} {brother}", str(born.year)),
            "another given name, without marks": (
                name,
                without_diacritics(f"{family} {middle} {brother}"),
                day,
            ),
        }
        for rule, (ours, theirs, birth) in neighbours.items():
            pairs.append(_pair(ours, day, theirs, birth, rule, is_same=False))
    return pairs


def _pair(
    one: str, birth: str, other: str, other_birth: str, rule: str, *, is_same: bool
) -> dict[str, object]:
    return {"rule": rule, "same": is_same, "a": [one, birth], "b": [other, other_birth]}


def _name(random: Random) -> tuple[str, str, str]:
    return random.choice(FAMILY), random.choice(MIDDLE), random.choice(GIVEN)


def _birth(random: Random) -> date:
    return date(1935, 1, 1) + timedelta(days=random.randrange(30_000))


def _other_tone(name: str) -> str:
    """Hoà and hòa, thuý and thúy: old and new rule of where the tone stands."""
    for ours, theirs in (("òa", "oà"), ("ủy", "uỷ"), ("úy", "uý"), ("ọa", "oạ")):
        name = name.replace(ours, theirs)
    return name


def _one_digit(born: date) -> date:
    """Mistype the last digit of the day."""
    last = born.day % 10
    wrong = born.day - 1 if last > 1 else born.day + 1
    return born.replace(day=wrong)


def _slip(name: str) -> str:
    """Swap two letters inside the longest word, as fast fingers do."""
    words = name.split()
    place = max(range(len(words)), key=lambda i: len(words[i]))
    word = words[place]
    words[place] = word[:-2] + word[-1] + word[-2]
    return " ".join(words)


def _neighbour_key(name: str) -> str:
    """Hit the key beside the right one in the last letter of the family name."""
    family, rest = name.split(" ", 1)
    beside = {"n": "m", "m": "n", "g": "h", "h": "g"}
    return f"{family[:-1]}{beside.get(family[-1], 's')} {rest}"


def text() -> str:
    """Return the file as it should be."""
    lines = ",\n".join(json.dumps(pair, ensure_ascii=False) for pair in corpus())
    return f"[\n{lines}\n]\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
