"""One detector knows what was scanned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.codes import short
from antoan.domains.codes.detect import CODE_CHARS_MAX, CodeKind, EnrolmentLink, PlaceLink, detect
from antoan.kit.ids import CROCKFORD
from tests.factories.codes import a_signed_code


@given(
    st.text() | st.binary().map(lambda b: b.decode("utf-8", "surrogatepass" if b.isascii() else "replace"))
)
def test_no_text_makes_the_detector_raise(text: str) -> None:
    assert detect(text).kind in CodeKind


@given(st.characters(codec="utf-32"))
def test_a_lone_surrogate_is_only_unknown(letter: str) -> None:
    detect(f"{letter}|\ud800|<")


def test_a_flood_of_text_is_unknown_and_cut() -> None:
    scanned = detect("HC1:" + "A" * 10_000_000)
    assert scanned.kind is CodeKind.UNKNOWN
    assert len(scanned.text) == CODE_CHARS_MAX


def test_the_tidied_text_is_handed_on() -> None:
    code = a_signed_code()
    assert detect(f"\ufeff{code}\r\n").text == code


@pytest.mark.parametrize("scheme", ["https", "http", "HTTPS"])
def test_links_of_ours_are_known_by_their_path(scheme: str) -> None:
    place = detect(f"{scheme}://An.example:8443/p/ab-_9")
    assert (place.kind, place.value) == (CodeKind.PLACE, PlaceLink("an.example:8443", "ab-_9"))
    enrolment = detect(f"{scheme}://an.example/gate/enrol#secret123")
    assert (enrolment.kind, enrolment.value) == (CodeKind.ENROLMENT, EnrolmentLink("an.example", "secret123"))


@pytest.mark.parametrize(
    "text", ["https://an.example/", "https://an.example/p/", "https://a@b/p/x", "https:///p/x", "http"]
)
def test_other_links_are_unknown(text: str) -> None:
    assert detect(text).kind is CodeKind.UNKNOWN


def test_a_certificate_keeps_its_trailing_space() -> None:
    # Base45 knows the space; a line end never belongs to it.
    assert detect(" HC1:AB \r\n").text == "HC1:AB "


@given(st.text(CROCKFORD, min_size=8, max_size=8))
def test_a_short_code_is_read_in_every_spelling(body: str) -> None:
    from antoan.kit.ids import crockford_check_symbol

    code = body + crockford_check_symbol(body)
    shown = short.show(code)
    for typed in (
        code,
        shown,
        shown.lower(),
        shown.replace("-", " "),
        shown.replace("0", "O").replace("1", "l"),
    ):
        assert short.read(typed) == code


@given(st.integers(0, 7), st.sampled_from(CROCKFORD))
def test_one_wrong_letter_of_a_short_code_is_noticed(place: int, letter: str) -> None:
    code = short.new()
    if code[place] != letter:
        assert short.read(code[:place] + letter + code[place + 1 :]) is None


def test_new_short_codes_can_be_said_and_do_not_repeat() -> None:
    codes = {short.new() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(code.isalnum() and short.read(code) == code for code in codes)
