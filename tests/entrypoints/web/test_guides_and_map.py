"""What anybody may read: guides, how data are protected, and the risk map."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

import antoan.entrypoints.web.public as public
from antoan.domains.privacy.purposes import purposes
from antoan.domains.privacy.retention import periods
from antoan.domains.statistics.services import count_day
from antoan.entrypoints.web.public.guides.documents import guides, read_guide
from antoan.entrypoints.web.public.map.layout import RADIUS, WIDTH, layout_of
from antoan.entrypoints.web.public.transparency import ACTS, DATA, NOTHING, SEES, level_of, matrix
from antoan.foundation.accounts.checks import declared_permissions
from antoan.foundation.accounts.roles import roles
from antoan.kit.clock import CITY_ZONE
from tests.factories.areas import IN_2021, the_areas, ward
from tests.factories.people import a_person
from tests.factories.records import a_case

PICTURES = Path(public.__file__).parent / "static/public/guides"
TODAY = date(2026, 11, 22)


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("one", guides(), ids=lambda one: one.key)
def test_every_guide_has_short_steps_in_both_languages_and_a_drawing_for_each(one):
    assert 3 <= len(one.steps) <= 6
    for step in one.steps:
        assert (PICTURES / f"{step.picture}.svg").exists()
        assert step.seen.vi != step.text.vi
        for words in (step.text, step.seen, *([step.note] if step.note else [])):
            assert 0 < len(words.vi) <= 120
            assert 0 < len(words.en) <= 120


def test_there_is_a_guide_for_everybody():
    keys = {one.key for one in guides()}
    assert keys >= {
        "get-a-code", "show-it", "declare", "correct", "my-data", "no-smartphone", "for-the-family",
        "gate-staff", "units",
    }  # fmt: skip
    assert {one.reader for one in guides()} == {"citizen", "family", "staff"}


def test_no_drawing_is_left_over_and_none_runs_or_loads_anything():
    used = {step.picture for one in guides() for step in one.steps} | {one.picture for one in guides()}
    assert {path.stem for path in PICTURES.glob("*.svg")} == used
    for path in PICTURES.glob("*.svg"):
        assert re.search(r"<script|href|style=|<image|on\w+=", path.read_text()) is None


@pytest.mark.parametrize(
    "text",
    ["", "order = 1", 'order = 1\nreader = "nobody"', "not toml ["],
)
def test_a_file_that_is_no_guide_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - readers of the format raise ValueErrors of their own.
        read_guide(text, key="x")


@pytest.mark.django_db
def test_guides_need_no_sign_in_and_answer_in_both_languages():
    client = Client()
    index = text_of(client.get("/guides/"))
    for one in guides():
        assert f'href="/guides/{one.key}/"' in index
        page = text_of(client.get(f"/guides/{one.key}/"))
        assert all(step.text.vi.replace("&", "&amp;") in page for step in one.steps)
    client.cookies["django_language"] = "en"
    page = text_of(client.get("/guides/show-it/"))
    assert "Have it scanned again when you leave." in page
    assert "Quét" not in page.split("<main")[1]


@pytest.mark.django_db
def test_a_guide_in_still_larger_print_and_one_that_does_not_exist():
    assert "at-guide-page--large" in text_of(Client().get("/guides/show-it/", {"large": "1"}))
    assert Client().get("/guides/nothing/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/map/", "/transparency/", "/guides/"])
def test_every_page_leads_to_the_guides(path):
    assert 'href="/guides/"' in text_of(Client().get(path))


@pytest.mark.django_db
def test_the_page_of_data_protection_is_made_of_purposes_periods_and_roles():
    page = text_of(Client().get("/transparency/"))
    for one in purposes():
        assert one.on(TODAY).title.vi in page
    for one in periods():
        assert one.vi in page
    for role in roles().values():
        assert role.vi in page
    assert "chưa đối chiếu với văn bản gốc" in page


def test_the_matrix_follows_the_permissions_cell_by_cell():
    with translation.override("vi"):
        shown = {(row["what"], cell["role"]): cell["may"] for row in matrix() for cell in row["cells"]}
        _compare(shown)


def _compare(shown: dict[tuple[str, str], str]) -> None:
    for domain, what in DATA.items():
        for role in roles().values():
            assert shown[str(what), role.vi] == level_of(role.permissions, domain)
    assert shown[str(DATA["records"]), roles()["gate_operator"].vi] == NOTHING
    assert shown[str(DATA["records"]), roles()["tracer"].vi] == SEES
    assert shown[str(DATA["records"]), roles()["ward_officer"].vi] == ACTS
    assert shown[str(DATA["people"]), roles()["privacy_officer"].vi] == NOTHING
    assert shown[str(DATA["messaging"]), roles()["operator"].vi] == NOTHING  # Counts, and no texts.


def test_no_domain_of_personal_data_is_left_out_of_the_matrix():
    domains = {permission.partition(":")[0] for permission in declared_permissions()}
    about_no_person = {"accounts", "areas", "assessment", "places", "policy", "statistics", "units"}
    assert domains - about_no_person == set(DATA)


@pytest.fixture
def city(db):
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=CITY_ZONE), tick=False):
        the_areas()
        for number in range(7):
            person = a_person(f"Người {number}", ward_id=ward().id)
            a_case(person.id, TODAY)
        lone = a_person("Một mình", ward_id=ward("25747").id)
        a_case(lone.id, TODAY)
        count_day(TODAY)
        yield


def rows_of(page: str) -> list[tuple[str, str, str]]:
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    found = re.findall(r"<tr>.*?>([^<]+)</a></th>.*?</span> ([^<]+)</td><td[^>]*>([^<]+)</td>", body)
    return [(name, level, cases) for name, level, cases in found]


def test_the_map_shows_every_ward_as_a_picture_and_as_a_table(city):
    page = text_of(Client().get("/map/"))
    assert page.count('class="at-ward" href=') == 168
    rows = rows_of(page)
    assert len(rows) == 168
    assert rows[0] == ("Phường Sài Gòn", "Trung bình", "7")
    assert "Số liệu 14 ngày, tính đến hết 22/11/2026" in page


def test_a_lone_case_is_not_told(city):
    rows = {name: (level, cases) for name, level, cases in rows_of(text_of(Client().get("/map/")))}
    assert rows["Phường Thủ Dầu Một"] == ("Thấp", "&lt;5")
    assert rows["Xã Cần Giờ"] == ("Chưa có số liệu", "–")


def test_the_table_sorts_by_address(city):
    names = [name for name, _, _ in rows_of(text_of(Client().get("/map/", {"sort": "name"})))]
    assert names[0] == "Đặc khu Côn Đảo"
    assert rows_of(text_of(Client().get("/map/", {"sort": "cases"})))[0][2] == "7"
    assert len(rows_of(text_of(Client().get("/map/", {"sort": "x"})))) == 168


def test_a_district_of_before_shows_its_wards_of_today(city):
    page = text_of(Client().get("/map/", {"district": "760"}))
    names = {name for name, _, _ in rows_of(page)}
    assert "Phường Sài Gòn" in names
    assert 3 <= len(names) <= 6
    assert "Quận 1" in page
    assert 'r="34"' in page


def test_a_ward_is_told_in_words_with_advice(city):
    page = text_of(Client().get("/map/", {"ward": "26740"}))
    chosen = page.split('id="ward"')[1].split("</div>")[0]
    assert "7 ca, 100000 ca trên 100.000 người" in chosen
    assert "Đeo khẩu trang" in chosen


def test_wards_of_2021_bear_their_districts_names(city):
    count_day(IN_2021)
    page = text_of(Client().get("/map/", {"date": "2021-10-01"}))
    names = [name for name, _, _ in rows_of(page)]
    assert len(names) == len(set(names)) == 312
    assert "Phường Bến Nghé, Quận 1" in names
    assert "Xem ngày mới nhất" in page


@pytest.mark.parametrize(
    "query",
    [
        {"date": "2020-01-01"},
        {"date": "x"},
        {"date": "0001-01-01"},
        {"district": "999"},
        {"district": "<script>"},
        {"ward": "9" * 99},
        {"ward": "٣"},
    ],
)
def test_nonsense_in_the_address_is_no_fault(city, query):
    page = Client().get("/map/", query)
    assert page.status_code == 200
    assert "<script>" not in text_of(page).replace("<script src", "")


def test_a_day_that_was_not_counted_says_so(city):
    assert "Chưa có số liệu cho ngày này" in text_of(Client().get("/map/", {"date": "2020-01-01"}))


@pytest.mark.django_db
def test_the_map_of_an_installation_without_any_count_opens():
    assert "Chưa có số liệu" in text_of(Client().get("/map/"))


def distances(layout) -> list[float]:
    centres = layout.centres
    return [
        ((x - u) ** 2 + (y - v) ** 2) ** 0.5
        for place, (x, y) in enumerate(centres)
        for u, v in centres[:place]
    ]


def test_no_circle_of_the_real_wards_hides_another_and_west_stays_west():
    from antoan.domains.areas.datafiles import read_area_files

    files = read_area_files()
    for areas, radius in ((files.of_2025, RADIUS), (files.of_2021, 14.0)):
        wards = [area for area in areas if area.level == 2]
        layout = layout_of(tuple((area.latitude, area.longitude) for area in wards), radius)
        assert min(distances(layout)) >= 2 * radius * 0.98
        assert all(0 <= x <= WIDTH and 0 <= y <= layout.height for x, y in layout.centres)
        by_name = {area.name: place for area, place in zip(wards, layout.centres, strict=True)}
        if "Phường Sài Gòn" in by_name:
            assert by_name["Xã Củ Chi"][0] < by_name["Phường Sài Gòn"][0] < by_name["Phường Bà Rịa"][0]
            assert by_name["Phường Thủ Dầu Một"][1] < by_name["Phường Sài Gòn"][1] < by_name["Xã Cần Giờ"][1]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.floats(8, 12), st.floats(106, 108)), max_size=40))
def test_any_wards_are_placed_within_the_picture(places):
    layout = layout_of(tuple(places), RADIUS)
    assert len(layout.centres) == len(places)
    assert all(-0.2 <= x <= WIDTH + 0.2 and -0.2 <= y <= layout.height + 0.2 for x, y in layout.centres)


def test_wards_at_one_and_the_same_place_are_set_apart():
    layout = layout_of(((10.78, 106.7),) * 6, RADIUS)
    assert min(distances(layout)) > RADIUS
