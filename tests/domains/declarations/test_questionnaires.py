"""Questionnaires are documents: the national one word for word, and a fault is named where it stands."""

import copy
import json
from datetime import UTC, datetime
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.declarations.errors import NoSuchQuestionnaire, QuestionnaireInvalid
from antoan.domains.declarations.questionnaires.catalogue import catalogue
from antoan.domains.declarations.questionnaires.documents import parse
from antoan.domains.declarations.questionnaires.values import ItemKind
from antoan.domains.places.values import PlaceKind

NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
FOLDER = resources.files("antoan.domains.declarations") / "data" / "questionnaires"
FILES = sorted(file.name for file in FOLDER.iterdir())


def document(name="1-national-1.0.0.json"):
    return json.loads((FOLDER / name).read_text("utf-8"))


def test_the_national_form_asks_word_for_word_what_the_official_page_asked():
    national = catalogue().find("national", "1.0.0")
    items = {item.link_id: item for item in national.all_items()}
    assert items["showCountryPassing"].text.vi == (
        "Trong vòng 14 ngày qua, Anh/Chị có đến tỉnh/thành phố, quốc gia/vùng lãnh thổ nào (Có thể đi qua nhiều nơi)"
    )
    assert items["showSignal"].text.vi == (
        "Trong vòng 14 ngày qua, Anh/Chị có thấy xuất hiện ít nhất 1 trong các dấu hiệu: "
        "sốt, ho, khó thở, viêm phổi, đau họng, mệt mỏi không?"
    )
    assert items["contact"].text.vi == "Trong vòng 14 ngày qua, Anh/Chị có tiếp xúc với (*)"
    assert [(item.text.vi, item.initial) for item in items["contact"].items] == [
        ("Người bệnh hoặc nghi ngờ, mắc bệnh COVID-19", False),
        ("Người từ nước có bệnh COVID-19", False),
        ("Người có biểu hiện (Sốt, ho, khó thở, Viêm phổi)", False),
    ]
    assert [item.text.vi for item in national.all_items() if item.source] == [
        "Khai hộ", "Họ tên (ghi chữ IN HOA)", "Số hộ chiếu / CMND / CCCD", "Năm sinh", "Giới tính", "Quốc tịch",
        "Tỉnh/thành", "Quận/huyện", "Phường/xã", "Số nhà, phố, tổ dân phố/thôn/đội", "Điện thoại", "Email", "Số thẻ BHYT",
    ]  # fmt: skip
    assert national.warning.vi == (
        "Khuyến cáo: Khai báo thông tin sai là vi phạm pháp luật Việt Nam và có thể xử lý hình sự"
    )
    assert national.consent.vi.startswith("Dữ liệu bạn cung cấp hoàn toàn bảo mật")
    assert national.consent.vi.endswith('Khi bạn nhấn nút "Gửi" là bạn đã hiểu và đồng ý.')


@pytest.mark.parametrize("name", FILES)
def test_every_shipped_form_is_named_by_key_and_version_and_tells_its_basis(name):
    source = document(name)
    read = parse(source)
    assert name.partition("-")[2] == f"{read.key}-{read.version}.json"
    assert source["basis"]
    assert all(claim["comment"] for claim in source["confidence"].values())
    unconfirmed = [claim for claim in source["confidence"].values() if claim["mark"] in "MI"]
    assert all(claim["unconfirmed"] for claim in unconfirmed)


@pytest.mark.parametrize("name", FILES)
def test_no_answer_about_an_illness_is_ever_kept_for_the_next_time(name):
    read = parse(document(name))
    risky = {question for risk in read.risks for question in risk.questions}
    kept = {item.link_id for item in read.asked() if item.is_kept}
    notes = {item.link_id for item in read.asked() if any(c.question in risky for c in item.conditions)}
    assert kept & (risky | notes) == set()


@pytest.mark.parametrize("kind", PlaceKind)
def test_every_kind_of_place_has_a_form(kind):
    form = catalogue().for_place(kind, NOW).key
    assert form == ("hospital" if kind in ("hospital", "clinic") else "workplace")


def test_a_place_of_no_known_kind_gets_the_form_for_everybody():
    assert catalogue().for_place("", NOW).key == "national"


def test_a_form_is_asked_from_its_first_moment_and_not_after_its_last():
    source = document() | {"validTo": "2022-04-30T00:00:00+07:00"}
    read = parse(source)
    for moment, is_asked in (
        ("2021-04-30T23:59:59+07:00", False),
        ("2021-05-01T00:00:00+07:00", True),
        ("2022-04-29T23:59:59+07:00", True),
        ("2022-04-30T00:00:00+07:00", False),
    ):
        assert read.is_in_force(datetime.fromisoformat(moment)) is is_asked, moment


def test_a_folder_of_the_installation_adds_forms_and_newer_versions(tmp_path):
    newer = document() | {"version": "1.10.0", "validFrom": "2021-10-01T00:00:00+07:00"}
    (tmp_path / "own.json").write_text(json.dumps(newer))
    (tmp_path / "old.json").write_text(json.dumps(newer | {"version": "1.9.0"}))
    found = catalogue(tmp_path)
    assert found.in_force("national", NOW).version == "1.10.0"
    assert found.find("national", "1.0.0").version == "1.0.0"
    with pytest.raises(NoSuchQuestionnaire):
        found.find("national", "2.0.0")


def test_a_file_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(QuestionnaireInvalid, match=r"broken\.json is not JSON"):
        catalogue(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(QuestionnaireInvalid, match="none is no folder: make it, or unset"):
        catalogue(tmp_path / "none")


FAULTS = [
    ("/questionnaire", {"questionnaire": "có dấu"}),
    ("/version", {"version": "một"}),
    ("/title/en", {"title": {"vi": "Tờ khai"}}),
    ("/validFrom", {"validFrom": "2021-05-01"}),
    ("/validTo", {"validTo": "bao giờ"}),
    ("/scope/placeTypes", {"scope": {"placeTypes": "*"}}),
    ("/basis/0/mark", {"basis": [{"document": "x", "mark": "?"}]}),
    ("/confidence/risk/unconfirmed", {"confidence": {"risk": {"mark": "I", "unconfirmed": "yes"}}}),
    ("/items", {"items": None}),
    ("/items/0/type", {"items": [{"linkId": "a", "type": "slider", "text": {"vi": "a", "en": "a"}}]}),
    ("/items/0/linkId", {"items": [{"linkId": "a.b", "type": "boolean", "text": {"vi": "a", "en": "a"}}]}),
    ("/items/0/items", {"items": [{"linkId": "a", "type": "group", "text": {"vi": "a", "en": "a"}}]}),
    ("/trip/day", {"trip": {"day": "showSignal", "daysAfter": 1}}),
    ("/risk", {"risk": []}),
    ("/optionSets/x", {"optionSets": {"x": []}}),
]


@pytest.mark.parametrize(("pointer", "change"), FAULTS, ids=[pointer for pointer, _ in FAULTS])
def test_the_first_fault_is_named_by_its_pointer(pointer, change):
    with pytest.raises(QuestionnaireInvalid) as caught:
        parse(document() | change)
    assert caught.value.context["path"] == pointer


def item_of(source, link_id):
    def walk(items, path):
        for number, item in enumerate(items):
            here = f"{path}/{number}"
            if item["linkId"] == link_id:
                return item, here
            if found := walk(item.get("items", []), f"{here}/items"):
                return found
        return None

    return walk(source["items"], "/items")


ITEM_FAULTS = [
    ("hasSick", {"linkId": "hasPatient"}, "/linkId"),
    ("hasSick", {"initial": "no"}, "/initial"),
    ("hasSick", {"keep": True}, "/keep"),
    ("countryPassing", {"enableWhen": [{"question": "hasSick", "operator": "=", "answer": True}]}, "/enableWhen/0/question"),
    ("countryPassing", {"enableWhen": [{"question": "showCountryPassing", "operator": "=", "answer": "x"}]}, "/enableWhen/0/answer"),
    ("countryPassing", {"enableWhen": [{"question": "showCountryPassing", "operator": ">", "answer": True}]}, "/enableWhen/0/operator"),
    ("countryPassing", {"enableBehavior": "most"}, "/enableBehavior"),
    ("countryPassing", {"maxLength": 501}, "/maxLength"),
    ("countryPassing", {"pattern": "("}, "/pattern"),
    ("countryPassing", {"items": [{"linkId": "x", "type": "boolean", "text": {"vi": "x", "en": "x"}}]}, "/items"),
    ("birthYear", {"minValue": 10, "maxValue": 9}, "/minValue"),
    ("gender", {"options": [{"code": "a", "text": {"vi": "a", "en": "a"}}] * 2}, "/options/1/code"),
    ("fullName", {"source": "somewhere"}, "/source"),
]  # fmt: skip


@pytest.mark.parametrize(("link_id", "change", "where"), ITEM_FAULTS, ids=[f[2] + f[0] for f in ITEM_FAULTS])
def test_a_fault_of_an_item_is_named(link_id, change, where):
    source = document()
    item, path = item_of(source, link_id)
    item.update(change)
    with pytest.raises(QuestionnaireInvalid) as caught:
        parse(source)
    assert caught.value.context["path"] == path + where


@pytest.mark.parametrize(
    ("condition", "where"),
    [
        ({"==": [{"var": "a.hasSick"}, True]}, "/if"),
        ({"===": [{"var": "a.hasSik"}, True]}, "/if"),
        ({"===": [{"var": "f.hasSick"}, True]}, "/if"),
        ({"===": [{"var": ""}, True]}, "/if"),
        ({"<": [{"var": "a.hasSick"}, 1]}, "/if"),  # Fails for whoever was not asked.
        (None, "/if"),
    ],
)
def test_a_rule_that_could_fail_people_is_refused(condition, where):
    source = document()
    source["risk"]["rules"][0]["if"] = condition
    with pytest.raises(QuestionnaireInvalid) as caught:
        parse(source)
    assert caught.value.context["path"] == f"/risk/rules/0{where}"


def test_items_nest_and_grow_only_so_far():
    group = {"linkId": "g0", "type": "boolean", "text": {"vi": "x", "en": "x"}}
    for number in range(1, 6):
        group = {"linkId": f"g{number}", "type": "group", "text": {"vi": "x", "en": "x"}, "items": [group]}
    for items in (
        [group],
        [{"linkId": f"q{n}", "type": "boolean", "text": {"vi": "x", "en": "x"}} for n in range(81)],
    ):
        with pytest.raises(QuestionnaireInvalid, match="at most"):
            parse(document() | {"items": items, "risk": document()["risk"] | {"rules": []}})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_whatever_stands_in_a_document_it_is_read_or_refused(data):
    """Any part replaced by anything: never another error than the one that names the place."""
    source = document(data.draw(st.sampled_from(FILES)))
    target = source
    for _ in range(data.draw(st.integers(1, 5))):
        keys = list(target) if isinstance(target, dict) else list(range(len(target)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if not isinstance(target[key], dict | list) or data.draw(st.booleans()):
            target[key] = data.draw(JSON)
            break
        target = target[key]
    before = copy.deepcopy(source)
    try:
        read = parse(source)
        found = [item.kind in ItemKind for item in read.all_items()]
    except QuestionnaireInvalid as error:
        found = [error.context["path"] == "" or error.context["path"].startswith("/")]
    assert all(found)
    assert source == before
