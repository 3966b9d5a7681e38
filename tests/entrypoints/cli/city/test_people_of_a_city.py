"""People of the city are plausible: names, ages, papers, telephones, colours of every kind."""

import json
from collections import Counter
from datetime import date

import numpy as np
import pytest

from antoan.domains.codes import short
from antoan.domains.declarations.questionnaires.answers import read_answers
from antoan.domains.declarations.questionnaires.catalogue import catalogue
from antoan.domains.declarations.questionnaires.risk import assess
from antoan.domains.people.papers import canonical_paper, doubts_about
from antoan.domains.people.values import Birth, DocumentKind, Gender, Paper
from antoan.domains.policy.documents import load_shipped
from antoan.domains.policy.values import Colour
from antoan.entrypoints.cli.city import words
from antoan.entrypoints.cli.city.answers import FORM, VERSION, answer_sets
from antoan.entrypoints.cli.city.codes import short_codes_of
from antoan.entrypoints.cli.city.health import health_of
from antoan.entrypoints.cli.city.health_values import NEVER
from antoan.entrypoints.cli.city.homes import Wards, hotness_of
from antoan.entrypoints.cli.city.papers import Registrar, papers_of
from antoan.entrypoints.cli.city.passes import facts_of
from antoan.entrypoints.cli.city.plan import CityPlan, PlanUnfit, plan_of
from antoan.entrypoints.cli.city.residents import CHILD, HEAD, qids_of, residents_of
from antoan.entrypoints.cli.city.rows import EPOCH_DAY, days_of
from antoan.entrypoints.cli.city.verdicts import verdicts_before
from antoan.foundation.db.sealed import field_ring
from antoan.kit.clock import day_start
from antoan.kit.phones import normalise_phone

UNTIL = date(2026, 11, 22)
PLAN = CityPlan(people=20_000, days=0, until=UNTIL, seed=3)
WARDS = Wards(
    ids=np.array([11, 12]),
    names=["Phường Sài Gòn", "Xã Cần Giờ"],
    weights=np.array([9.0, 1.0]),
    neighbourhoods=np.array([0, 1]),
    latitudes=np.array([10.78, 10.41]),
    longitudes=np.array([106.70, 106.95]),
)


@pytest.fixture(scope="module")
def people():
    return residents_of(PLAN, WARDS, 0)


@pytest.fixture(scope="module")
def papers(people):
    return papers_of(PLAN, people, 0, Registrar.new())


def test_names_are_family_middle_given(people):
    for name in people.names[:2_000]:
        parts = name.split()
        assert parts[0] in words.FAMILIES
        assert parts[-1] in words.GIVEN_TO_MEN + words.GIVEN_TO_WOMEN


def test_family_names_are_as_frequent_as_in_life(people):
    families = Counter(people.names[index].split()[0] for index in people.name)
    assert 0.35 < families["Nguyễn"] / people.count < 0.42
    assert 0.09 < families["Trần"] / people.count < 0.13


def test_women_are_thi_and_men_van(people):
    names = [people.names[index] for index in people.name]
    assert not any(" Thị " in name and not woman for name, woman in zip(names, people.female, strict=True))
    assert not any(" Văn " in name and woman for name, woman in zip(names, people.female, strict=True))


def test_children_bear_the_name_of_a_parent(people):
    names = [people.names[index].split()[0] for index in people.name]
    members: dict[int, set[str]] = {}
    for position in range(people.count):
        if people.role[position] != CHILD:
            members.setdefault(int(people.household[position]), set()).add(names[position])
    children = np.flatnonzero(people.role == CHILD)
    assert all(names[child] in members[int(people.household[child])] for child in children)


def test_ages_and_sexes_are_of_a_city(people):
    assert people.age.min() >= 0
    assert people.age.max() <= 105
    assert 0.18 < (people.age < 18).mean() < 0.36
    assert 0.04 < (people.age >= 65).mean() < 0.16
    assert 0.47 < people.female.mean() < 0.56


def test_households_have_one_head_and_about_three_and_a_half_people(people):
    assert 2.7 < people.count / len(np.unique(people.household)) < 4.0
    assert len(np.unique(people.household)) == (people.role == HEAD).sum()


def test_most_people_live_where_most_people_live(people):
    assert 0.87 < (people.ward == 0).mean() < 0.93


def test_numbers_fit_their_holders_and_belong_to_one_only(people, papers):
    for kind, numbers in (
        (DocumentKind.CCCD, papers.cccd),
        (DocumentKind.CMND, papers.cmnd),
        (DocumentKind.PASSPORT, papers.passport),
        (DocumentKind.BHYT, papers.bhyt),
    ):
        held = [(position, number.decode()) for position, number in enumerate(numbers) if number]
        assert len({number for _, number in held}) == len(held) > 100
        for position, number in held:
            paper = Paper(kind, number)
            assert canonical_paper(paper) == paper
            birth = Birth(date.fromordinal(int(people.born[position]) + EPOCH_DAY))
            gender = Gender.FEMALE if people.female[position] else Gender.MALE
            assert doubts_about(paper, birth=birth, gender=gender, nationality="VN") == ()


def test_everybody_has_some_paper(people, papers):
    assert all(papers.main_number(position) for position in range(people.count))


def test_telephones_are_vietnamese_and_families_share_them(people, papers):
    numbers = [number.decode() for number in papers.phone if number]
    assert all(normalise_phone(number) == "+84" + number[1:] for number in numbers[:500])
    shared = [number for number, times in Counter(numbers).items() if times > 1]
    assert len(shared) > people.count / 20


def test_qids_are_18_digits_and_never_repeat():
    qids = qids_of(np.arange(1, 1_000_001))
    assert len(np.unique(qids)) == 1_000_000
    assert qids.min() >= 10**17
    assert qids.max() < 10**18


def testshort_codes_of_can_be_read_and_never_repeat():
    codes = short_codes_of(np.arange(1, 50_001)).tolist()
    assert len(set(codes)) == 50_000
    assert all(short.read(code.decode()) == code.decode() for code in codes[:2_000])


def test_about_one_declaration_in_a_hundred_is_a_risk_as_the_form_itself_judges():
    sets = answer_sets()
    form = catalogue().find(FORM, VERSION)
    for coded, sealed, is_risky in zip(sets.coded, sets.words, sets.is_risky, strict=True):
        said = json.loads(field_ring().open(sealed, place="declarations_declaration.words")) if sealed else {}
        kept = read_answers(form, json.loads(coded[1:]) | said, today=UNTIL)
        assert assess(form, kept.all).is_risky == is_risky
        assert (kept.coded, kept.words) == (json.loads(coded[1:]), said)
    risky = sum(weight for weight, is_risky in zip(sets.weights, sets.is_risky, strict=True) if is_risky)
    assert risky / sum(sets.weights) == pytest.approx(8_941 / 888_608, rel=0.02)


def test_declarations_of_the_city_hold_that_share(people):
    declared = health_of(PLAN, people, 0).declarations
    assert len(declared.is_risky) > 10_000
    assert 0.007 < declared.is_risky.mean() < 0.014


def test_every_colour_and_reason_of_the_demo_policy_is_there(people):
    health = health_of(PLAN, people, 0)
    facts = facts_of(people, health)
    policy = load_shipped("hcm-2021-10-01")
    rules, colours = verdicts_before(policy, people, facts, days_of(UNTIL), day_start(UNTIL))
    counted = Counter(Colour.of_number(number) for number in colours.tolist())
    for colour in (Colour.GREEN, Colour.YELLOW, Colour.BLACK):
        assert counted[colour] >= 30
    assert facts.case_active.sum() >= 30
    reasons = {policy.rule(number).id for number in set(rules.tolist())}
    assert {
        "declaration_risk",
        "vaccinated",
        "certificate",
        "under_18",
        "not_vaccinated",
        "no_data",
    } <= reasons


@pytest.mark.parametrize(
    "wish",
    [{"people": 0}, {"people": 10**9}, {"days": -1}, {"days": 10_000}, {"seed": -1}, {"visits_a_day": 99.0}],
)
def test_impossible_cities_are_refused(wish):
    with pytest.raises(PlanUnfit):
        CityPlan(**{"people": 10, "days": 1, "until": UNTIL, **wish})


def test_days_follow_from_any_two_of_start_days_and_until():
    today = date(2026, 11, 22)
    assert plan_of(people=1, days=3, today=today).until == today
    assert plan_of(people=1, days=3, today=today, start=date(2026, 1, 1)).until == date(2026, 1, 4)
    assert plan_of(people=1, days=3, today=today, until=date(2026, 1, 4)).first_day == date(2026, 1, 1)
    with pytest.raises(PlanUnfit, match="leave one out"):
        plan_of(people=1, days=3, today=today, start=date(2026, 1, 1), until=date(2026, 1, 5))


def test_outbreaks_are_near_each_other_and_the_city_has_its_usual_share():
    square = np.stack(np.meshgrid(np.arange(12), np.arange(12)), axis=-1).reshape(-1, 2) * 0.01
    wards = Wards(
        ids=np.arange(144),
        names=[str(n) for n in range(144)],
        weights=np.ones(144),
        neighbourhoods=np.zeros(144, np.int32),
        latitudes=10.7 + square[:, 0],
        longitudes=106.6 + square[:, 1],
    )
    hot = hotness_of(wards, seed=3)
    assert np.array_equal(hot, hotness_of(wards, seed=3))
    assert not np.array_equal(hot, hotness_of(wards, seed=4))
    assert abs(hot.mean() - 1) < 0.01
    assert (hot.min() < 0.3, hot.max() > 3) == (True, True)
    grid = hot.reshape(12, 12)
    assert np.corrcoef(grid[:, :-1].ravel(), grid[:, 1:].ravel())[0, 1] > 0.5  # Neighbours are alike.


def test_hot_wards_have_more_active_cases(people):
    cool = health_of(PLAN, people, 0, np.array([0.0, 0.0])).infections
    hot = health_of(PLAN, people, 0, np.array([0.0, 10.0])).infections
    assert (cool.recovered_on == NEVER).sum() == 0
    active = people.ward[hot.position[hot.recovered_on == NEVER]]
    assert set(active.tolist()) == {1}
    assert len(active) > 100
