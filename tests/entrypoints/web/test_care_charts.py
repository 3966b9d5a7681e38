"""Charts of what was measured: every point inside the drawing, signs as squares, the band where nothing is a sign."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.declarations.queries.readings import Reading, home_form
from antoan.domains.declarations.values import Channel
from antoan.entrypoints.web.shared.caring.charts import HEIGHT, LEFT, WIDTH, charts_of

SINCE = datetime(2026, 3, 1, 3, tzinfo=UTC)
FORM = home_form(SINCE)


def reading(hours: float, **answers) -> Reading:
    return Reading(uuid4(), SINCE + timedelta(hours=hours), Channel.WEB, answers, (), True)


def drawn(*readings: Reading, days: float = 3):
    with translation.override("vi"):
        return charts_of(FORM, readings[::-1], since=SINCE, until=SINCE + timedelta(days=days))


def test_what_was_never_measured_has_no_chart():
    assert drawn() == []
    assert [chart.key for chart in drawn(reading(1, pulse=80))] == ["pulse"]


def test_a_sign_is_a_square_and_stands_outside_the_band():
    (chart,) = drawn(reading(1, spo2=98), reading(9, spo2=96))
    assert [point.is_outside for point in chart.points] == [False, True]
    assert chart.band_top <= chart.points[0].y <= chart.band_top + chart.band_height < chart.points[1].y
    assert chart.points[1].text == "19:00 01/03: 96"


def test_temperature_is_drawn_in_its_words():
    (chart,) = drawn(reading(1, temperature="usual"), reading(9, temperature="high"))
    assert [tick.text for tick in chart.rows] == ["Dưới 37,5 độ", "37,5 đến 38,4 độ", "Từ 38,5 độ"]
    assert [point.is_outside for point in chart.points] == [False, True]


def test_days_begin_at_the_city_s_midnight():
    (chart,) = drawn(reading(1, pulse=80), days=2)
    assert [tick.text for tick in chart.columns] == ["02/03", "03/03"]
    assert chart.columns[0].at == round(LEFT + 14 / 48 * (WIDTH - LEFT - 16))


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(20, 250)), min_size=1, max_size=40))
def test_every_point_lies_in_the_drawing_whatever_was_measured(measured):
    readings = [reading(hours, pulse=pulse) for hours, pulse in sorted(measured)]
    (chart,) = drawn(*readings, days=90)
    assert all(LEFT <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in chart.points)
    assert len(chart.columns) <= 9
