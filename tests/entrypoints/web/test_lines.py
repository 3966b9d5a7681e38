"""A person's facts in words: nothing invented, nothing left out, what is missing said as missing."""

from datetime import UTC, date, datetime

from antoan.domains.passes.provenance import RecordBehind, SourcedFact
from antoan.entrypoints.web.citizen.lines import Line, lines_of

CLINIC = RecordBehind("vaccination", "7", "clinic:12", date(2026, 9, 24))
NO_DECLARATION = Line(
    "Khai báo y tế", "Chưa khai. Khai trước khi ra đường, hoặc khai tại cổng.", is_missing=True
)


def facts(behind=None, **values):
    return [SourcedFact(name, value, behind) for name, value in values.items()]


def texts(found):
    return {line.label: line.text for line in lines_of(found)}


def test_nothing_known_says_what_is_missing_and_who_adds_it():
    lines = lines_of([])
    assert [(line.label, line.is_missing) for line in lines] == [
        ("Tiêm chủng", True),
        ("Khai báo y tế", True),
    ]
    assert "tiemchungcovid19.gov.vn" in lines[0].text


def test_doses_are_counted_with_the_last_day_and_its_source():
    lines = lines_of(facts(CLINIC, doses_valid=2, last_dose_on=date(2026, 9, 24)))
    assert lines == [
        Line(
            "Tiêm chủng",
            "2 mũi, mũi gần nhất ngày 24/09/2026",
            "Nguồn: cơ sở y tế",
            about="vaccination:7",
        ),
        NO_DECLARATION,
    ]


def test_open_case_comes_before_an_earlier_recovery():
    said = texts(facts(case_active=True, recovered_on=date(2026, 1, 2)))
    assert said["Mắc bệnh"] == "Đang là ca bệnh"
    assert "Khỏi bệnh" not in said


def test_recovery_and_isolation_name_their_days():
    said = texts(facts(case_active=False, recovered_on=date(2026, 1, 2), isolation_until=date(2026, 11, 28)))
    assert said["Khỏi bệnh"] == "Khỏi bệnh ngày 02/01/2026"
    assert said["Cách ly"] == "Đến hết ngày 28/11/2026"


def test_moments_are_the_citys_even_across_midnight():
    at = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)
    said = texts(facts(last_test_at=at, last_test_kind="pcr", last_test_outcome="negative", declared_at=at))
    assert said["Xét nghiệm"] == "xét nghiệm PCR: âm tính, 00:30 22/11/2026"
    assert said["Khai báo y tế"] == "00:30 22/11/2026, không có dấu hiệu nguy cơ"


def test_risky_declaration_says_so():
    said = texts(facts(declared_at=datetime(2026, 11, 22, tzinfo=UTC), declaration_risk=True))
    assert said["Khai báo y tế"].endswith("có dấu hiệu nguy cơ")


def test_source_we_have_no_word_for_is_shown_as_it_is():
    abroad = RecordBehind("vaccination", "1", "hc1-fr", date(2026, 1, 1))
    lines = lines_of(facts(abroad, doses_valid=1, last_dose_on=date(2026, 1, 1)))
    assert lines[0].source == "Nguồn: hc1-fr"


def test_what_the_colour_stands_on_is_marked():
    known = facts(CLINIC, doses_valid=1, last_dose_on=date(2026, 9, 24))
    assert [line.is_deciding for line in lines_of(known, deciding={"doses_valid": 1})] == [True, False]
    assert [line.is_deciding for line in lines_of(known, deciding={"case_active": False})] == [False, False]
