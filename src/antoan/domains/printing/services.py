"""Prints cards, sheets and posters. Reads and keeps nothing: whoever calls has the right to what is printed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from django.utils.translation import get_language

from antoan.domains.codes.images import qr_modules, qr_svg
from antoan.domains.printing.compiling import compile_document
from antoan.domains.printing.rules import (
    check_cards,
    check_figures,
    check_posters,
    check_sheet,
    name_points,
    qr_side,
)
from antoan.domains.printing.values import Card, CardLayout, FigureSheet, Output, Paper, Poster, Sheet

_TEMPLATES: Final = {
    CardLayout.CR80: "card",
    CardLayout.SHEET: "card_sheet",
    CardLayout.LARGE: "card_large",
}


def print_cards(
    cards: Sequence[Card],
    *,
    at: datetime,
    output: Output = Output.PDF,
    layout: CardLayout = CardLayout.CR80,
    margin: str = "",
) -> bytes:
    """Return cards in their order. `margin` stands where sheets are cut off: whose they are, who printed them when."""
    check_cards(list(cards), margin)
    pictured = [_with_picture(asdict(card)) for card in cards]
    data = {"cards": pictured, "lang": get_language(), "margin": margin}
    return compile_document(_TEMPLATES[layout], data, output=output, at=at)


def print_sheet(sheet: Sheet, *, at: datetime, output: Output = Output.PDF) -> bytes:
    """Return an A4 sheet; what does not fit goes on to a second page."""
    check_sheet(sheet)
    data = _with_picture(asdict(sheet)) | {"lang": get_language()}
    return compile_document("sheet", data, output=output, at=at)


def print_figures(sheet: FigureSheet, *, at: datetime) -> bytes:
    """Return pages of figures; the same sheet and time give the same pages."""
    check_figures(sheet)
    return compile_document("figures", asdict(sheet) | {"lang": get_language()}, output=Output.PDF, at=at)


def print_posters(posters: Sequence[Poster], *, paper: Paper, at: datetime) -> bytes:
    """Return posters, one a page; the QR is at least 15 cm wide on A4 and larger on A3."""
    check_posters(list(posters))
    data = {"posters": [_laid_out(poster) for poster in posters], "paper": paper.value}
    return compile_document("poster", data, output=Output.PDF, at=at)


def _laid_out(poster: Poster) -> dict[str, Any]:
    measured = {"qr_side": qr_side(len(qr_modules(poster.qr))), "name_size": name_points(poster.place)}
    return _with_picture(asdict(poster)) | measured


def _with_picture(data: dict[str, Any]) -> dict[str, Any]:
    return data | {"qr": qr_svg(data["qr"])}
