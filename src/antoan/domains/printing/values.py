"""What can be printed: cards and sheets, with their words ready to read. Callers choose the words."""

from dataclasses import dataclass
from enum import StrEnum


class Output(StrEnum):
    """In which form paper leaves."""

    PDF = "pdf"
    PNG = "png"  # The first page, for a phone's picture gallery.


class CardLayout(StrEnum):
    """How cards lie on paper."""

    CR80 = "cr80"  # For a printer of plastic cards: front and back are pages of a card's size.
    SHEET = "a4"  # Ten on an A4 sheet with marks to cut, the backs on the next page.
    LARGE = "large"  # Four on an A4 sheet in large print, one side.


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands beside it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card of CR80 size, front and back."""

    title: str
    name: str
    lines: tuple[Line, ...]
    qr: str  # The text of the QR.
    short_code: str  # Said or typed when the QR cannot be read.
    short_label: str
    notes: tuple[str, ...]  # On the back.
    footer: str  # Until when it is good.


@dataclass(frozen=True, slots=True)
class Section:
    """A table under a heading; the first row names the columns. `widths` are their shares, equal unless told."""

    heading: str
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """An A4 page: who, a QR, tables, notes. `statement` is the one thing that must be seen at once."""

    title: str
    subtitle: str
    name: str
    lines: tuple[Line, ...]
    qr: str
    caption: str  # Under the QR.
    statement: str = ""
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: bars with their labels; the numbers stand in a section beside it."""

    heading: str
    bars: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """Pages of figures: the large numbers, charts, tables, and what they rest on."""

    title: str
    subtitle: str
    name: str
    numbers: tuple[Line, ...]
    charts: tuple[Bars, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    footer: str


class Paper(StrEnum):
    """Sizes of paper for posters."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster for a place's door; its words are in Vietnamese and English, whoever prints it."""

    title: str
    title_en: str
    place: str
    detail: str  # Unit, gate, address.
    qr: str  # The text of the QR.
    picture: str  # The check picture, SVG.
    picture_words: str
    serial: str
    serial_label: str
    steps_heading: str
    steps: tuple[str, ...]
    steps_heading_en: str
    steps_en: tuple[str, ...]
    footer: str
