"""A unit assesses its places: drafts keep what was said, submitted ones stay, everybody reads one word of them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from antoan.domains.assessment import services
from antoan.domains.assessment.errors import (
    AnswersMissing,
    AnswerUnreadable,
    AssessmentNotFound,
    AssessmentSubmitted,
    SetEnded,
    SetNotFound,
    TooManyPhotos,
    TooManyToday,
    WordsTooLong,
)
from antoan.domains.assessment.models import Answer, Assessment
from antoan.domains.assessment.queries import photos
from antoan.domains.assessment.queries.assessments import assessment_for, assessments_of_place
from antoan.domains.assessment.queries.photos import own_photo, photos_of
from antoan.domains.assessment.queries.published import levels_of_place, places_with_levels
from antoan.domains.assessment.values import AnswerView, Level, PublishedLevel
from antoan.domains.places.errors import PlaceNotFound
from antoan.domains.places.services import close_place
from antoan.domains.places.values import PlaceKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.files.errors import FileNotFound, PictureUnreadable
from antoan.foundation.files.models import StoredFile
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.assessment import GENERAL, a_draft, all_met, an_assessment, an_assessment_with_photo
from tests.factories.pictures import SECRET_PLACE, a_photo_with_place, a_picture
from tests.factories.units import a_place_of, a_unit, admin_of, someone_as

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _noon(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def unit():
    return a_unit()


@pytest.fixture
def place(unit):
    return a_place_of(unit)


def answers_of(assessment_id):
    view, _criteria = assessment_for(SYSTEM, assessment_id)
    return {one.item: (one.value, one.note) for one in view.answers}


def test_a_unit_begins_and_goes_on_with_one_draft(unit, place):
    first = services.start_assessment(actor=admin_of(unit), place_id=place.id, set_id="hcm-general")
    again = services.start_assessment(actor=admin_of(unit), place_id=place.id, set_id="hcm-general")
    assert (first.id, first.is_draft) == (again.id, True)


def test_a_draft_keeps_each_answer_until_it_is_changed(place):
    draft_id = a_draft(place.id, {"1": AnswerView("1", "met", "  mỗi   ca ")})
    services.save_answers(actor=SYSTEM, assessment_id=draft_id, answers={"2": AnswerView("2", "not_met")})
    assert answers_of(draft_id) == {"1": ("met", "mỗi ca"), "2": ("not_met", "")}
    services.save_answers(actor=SYSTEM, assessment_id=draft_id, answers={"1": AnswerView("1", "")})
    assert answers_of(draft_id) == {"1": ("", ""), "2": ("not_met", "")}


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (AnswerView("1", "perhaps"), AnswerUnreadable),
        (AnswerView("1", "na"), AnswerUnreadable),
        (AnswerView("nothing", "met"), AnswerUnreadable),
        (AnswerView("1", "met", "x" * 301), WordsTooLong),
    ],
)
def test_of_answers_that_do_not_fit_none_is_kept(place, answer, fault):
    draft_id = a_draft(place.id)
    with pytest.raises(fault):
        services.save_answers(
            actor=SYSTEM, assessment_id=draft_id, answers={"2": AnswerView("2", "met"), answer.item: answer}
        )
    assert answers_of(draft_id) == {}


def test_what_is_not_answered_is_not_submitted(place):
    answers = all_met()
    del answers["3"]
    draft_id = a_draft(place.id, answers)
    with pytest.raises(AnswersMissing) as fault:
        services.submit_assessment(actor=SYSTEM, assessment_id=draft_id)
    assert fault.value.context == {"items": ["3"]}


def test_a_submitted_assessment_has_its_level_and_its_last_day(place):
    view = an_assessment(place.id)
    row = Assessment.objects.get(pk=view.id)
    assert (row.points, row.out_of, row.band, row.level, row.is_current) == (7, 7, "passes", "good", True)
    assert row.expires_on == TODAY + timedelta(days=GENERAL.reassess_days)


def test_sent_twice_is_submitted_once(place):
    view = an_assessment(place.id)
    with time_machine.travel(NOON + timedelta(hours=1)):
        assert (
            services.submit_assessment(actor=SYSTEM, assessment_id=view.id).submitted_at == view.submitted_at
        )
    assert Assessment.objects.count() == 1


def test_a_submitted_assessment_takes_no_more_answers_photos_or_goodbyes(place):
    view = an_assessment(place.id)
    with pytest.raises(AssessmentSubmitted):
        services.save_answers(actor=SYSTEM, assessment_id=view.id, answers={"1": AnswerView("1", "not_met")})
    with pytest.raises(AssessmentSubmitted):
        services.add_photo(actor=SYSTEM, assessment_id=view.id, item="1", file_id=uuid7(), raw=a_picture())
    with pytest.raises(AssessmentSubmitted):
        services.discard_draft(actor=SYSTEM, assessment_id=view.id)


def test_the_tables_themselves_refuse_to_change_a_result(place):
    view = an_assessment(place.id)
    for change in (
        lambda: Assessment.objects.filter(pk=view.id).update(level="bad"),
        lambda: Assessment.objects.filter(pk=view.id).update(points=0),
        lambda: Answer.objects.filter(assessment=view.id, item="1").update(value="not_met"),
        lambda: Answer.objects.create(assessment_id=view.id, item="new", value="met"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_new_assessment_takes_the_place_of_the_last_and_both_are_kept(place):
    first = an_assessment(place.id)
    with time_machine.travel(NOON + timedelta(days=1)):
        second = an_assessment(place.id, "2")
    found = assessments_of_place(SYSTEM, place.id, TODAY)
    assert [(one.id, one.is_current) for one in found.history] == [(second.id, True), (first.id, False)]
    assert found.by_set[0].outcome.level is Level.POOR


def test_a_place_is_assessed_five_times_a_day_at_most(place):
    for _ in range(5):
        an_assessment(place.id)
    draft_id = a_draft(place.id, all_met())
    with pytest.raises(TooManyToday):
        services.submit_assessment(actor=SYSTEM, assessment_id=draft_id)
    with time_machine.travel(datetime(2026, 11, 22, 17, tzinfo=UTC)):  # Midnight in the city.
        services.submit_assessment(actor=SYSTEM, assessment_id=draft_id)


def test_a_set_of_another_kind_of_place_or_of_another_day_cannot_be_begun(unit, place):
    bus = a_place_of(unit, "Xe 1", kind=PlaceKind.BUS)
    for place_id, set_id in ((bus.id, "vn-work-index"), (place.id, "hcm-offices"), (place.id, "nothing")):
        with pytest.raises(SetNotFound):
            services.start_assessment(actor=SYSTEM, place_id=place_id, set_id=set_id)


def test_a_draft_by_a_version_that_ended_is_not_submitted_and_is_begun_anew(unit):
    office = a_place_of(unit, "Văn phòng", kind=PlaceKind.OFFICE)
    with time_machine.travel(datetime(2021, 10, 14, 5, tzinfo=UTC)):
        old = services.start_assessment(actor=SYSTEM, place_id=office.id, set_id="hcm-offices")
    with time_machine.travel(datetime(2021, 10, 15, 5, tzinfo=UTC)):
        with pytest.raises(SetEnded):
            services.submit_assessment(actor=SYSTEM, assessment_id=old.id)
        new = services.start_assessment(actor=SYSTEM, place_id=office.id, set_id="hcm-offices")
    assert (old.set_version, new.set_version, Assessment.objects.count()) == (1, 2, 1)


def test_a_discarded_draft_leaves_no_answer_and_no_photo(place):
    draft_id = a_draft(place.id, all_met())
    services.add_photo(actor=SYSTEM, assessment_id=draft_id, item="1", file_id=uuid7(), raw=a_picture())
    services.discard_draft(actor=SYSTEM, assessment_id=draft_id)
    assert (Assessment.objects.count(), Answer.objects.count(), StoredFile.objects.count()) == (0, 0, 0)


def test_a_photo_loses_where_it_was_taken_and_is_kept_once(place):
    draft_id, file_id = a_draft(place.id), uuid7()
    for _ in range(2):
        services.add_photo(
            actor=SYSTEM, assessment_id=draft_id, item="1", file_id=file_id, raw=a_photo_with_place()
        )
    assert SECRET_PLACE not in own_photo(SYSTEM, draft_id, file_id)
    assert [(item, len(files)) for item, files in photos_of(draft_id, ("1", "2")).items()] == [("1", 1)]


def test_a_photo_belongs_to_its_assessment(unit, place):
    submitted, file_id = an_assessment_with_photo(place.id)
    other = a_draft(a_place_of(unit, "Cửa hàng 2").id)
    assert own_photo(SYSTEM, submitted.id, file_id)
    with pytest.raises(FileNotFound):
        own_photo(SYSTEM, other, file_id)


def test_a_removed_photo_is_gone_and_what_is_no_picture_is_refused(place):
    draft_id, file_id = a_draft(place.id), uuid7()
    services.add_photo(actor=SYSTEM, assessment_id=draft_id, item="1", file_id=file_id, raw=a_picture())
    for _ in range(2):
        services.remove_photo(actor=SYSTEM, assessment_id=draft_id, item="1", file_id=file_id)
    assert StoredFile.objects.count() == 0
    with pytest.raises(PictureUnreadable):
        services.add_photo(actor=SYSTEM, assessment_id=draft_id, item="1", file_id=uuid7(), raw=b"<html>")
    with pytest.raises(AnswerUnreadable):
        services.add_photo(actor=SYSTEM, assessment_id=draft_id, item="x", file_id=uuid7(), raw=a_picture())


def test_an_assessment_holds_a_bounded_number_of_photos(place, monkeypatch):
    monkeypatch.setattr("antoan.domains.assessment.services.photographing.PHOTOS_PER_ASSESSMENT_MAX", 2)
    draft_id = a_draft(place.id)
    for item in ("1", "2"):
        services.add_photo(actor=SYSTEM, assessment_id=draft_id, item=item, file_id=uuid7(), raw=a_picture())
    with pytest.raises(TooManyPhotos):
        services.add_photo(actor=SYSTEM, assessment_id=draft_id, item="3", file_id=uuid7(), raw=a_picture())


def test_another_unit_finds_nothing(unit, place):
    view, stranger = an_assessment(place.id), admin_of(a_unit("Nhà khác"))
    with pytest.raises(AssessmentNotFound):
        assessment_for(stranger, view.id)
    with pytest.raises(AssessmentNotFound):
        services.submit_assessment(actor=stranger, assessment_id=view.id)
    with pytest.raises(PlaceNotFound):
        services.start_assessment(actor=stranger, place_id=place.id, set_id="hcm-general")


def test_whoever_may_only_read_a_unit_changes_nothing(unit, place):
    view, viewer = a_draft(place.id), someone_as("unit_viewer", ScopeKind.UNIT, unit.id)
    assert assessment_for(viewer, view)[0].is_draft
    with pytest.raises(Forbidden):
        services.discard_draft(actor=viewer, assessment_id=view)
    with pytest.raises(Forbidden):
        services.start_assessment(actor=viewer, place_id=place.id, set_id="hcm-general")


def test_everybody_reads_the_word_the_day_and_the_set_of_the_last_assessment(place):
    assert levels_of_place(place.id, TODAY) == []
    a_draft(place.id, all_met("1"))
    assert levels_of_place(place.id, TODAY) == []
    an_assessment(place.id)
    assert levels_of_place(place.id, TODAY) == [
        PublishedLevel(
            words=GENERAL.bands[1].words, level=Level.GOOD, assessed_on=TODAY,
            expires_on=TODAY + timedelta(days=90), set_title=GENERAL.title, is_expired=False,
        )
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "is_expired"), [(89, False), (90, True)])
def test_a_published_level_says_when_it_has_expired(place, days, is_expired):
    an_assessment(place.id)
    assert [one.is_expired for one in levels_of_place(place.id, TODAY + timedelta(days=days))] == [is_expired]


def test_a_mandatory_criterion_shows_in_the_published_word(place):
    an_assessment(place.id, "4")
    assert [one.words for one in levels_of_place(place.id, TODAY)] == [GENERAL.knock_out.words]


def test_photos_are_named_within_forty_letters():
    assert max(len(photos.owner_of(uuid7(), item.key)) for item in GENERAL.items) <= 40


def test_the_public_list_of_a_ward_goes_page_by_page_without_closed_places(unit, monkeypatch):
    monkeypatch.setattr("antoan.domains.assessment.queries.published.PAGE_PLACES_MAX", 2)
    here = ward("26740").id
    for name in ("A", "B", "C"):
        an_assessment(a_place_of(unit, name, ward_id=here).id)
    a_place_of(unit, "Chưa đánh giá", ward_id=here)
    closed = a_place_of(unit, "Đã đóng", ward_id=here)
    an_assessment(closed.id)
    close_place(actor=SYSTEM, place_id=closed.id, at=NOON)
    first, after = places_with_levels(here, TODAY)
    second, end = places_with_levels(here, TODAY, after=after)
    assert ([one.name for one in first], [one.name for one in second], end) == (["A", "B"], ["C"], 0)
