"""Writes what happened to people as the rows of the five tables it is kept in."""

from typing import Final

import numpy as np

from antoan.domains.records.values import TestOutcome
from antoan.entrypoints.cli.city.answers import FORM, VERSION, answer_sets
from antoan.entrypoints.cli.city.chance import stream, uuids
from antoan.entrypoints.cli.city.health_values import (
    ISOLATIONS,
    KINDS,
    NEVER,
    OUTCOMES,
    PRODUCTS,
    Array,
    Declarations,
    Health,
)
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.residents import Residents
from antoan.entrypoints.cli.city.rows import Rows, with_length

_HOUR: Final = 3_600_000_000  # microseconds
_SOURCE: Final = "city"


def health_rows(
    plan: CityPlan, people: Residents, health: Health, number: int, first_ids: dict[str, int], made_at: int
) -> list[Rows]:
    """Return the rows of the five tables; `first_ids` tells where the ids of each go on."""
    doses, tests, infections, isolations = health.doses, health.tests, health.infections, health.isolations
    vaccination = _record_rows("records_vaccination", people, doses.position, first_ids, made_at)
    vaccination.of_pool("product", list(PRODUCTS), doses.product)
    vaccination.number("dose_number", doses.number, size=2)
    vaccination.day("given_on", doses.given_on)
    vaccination.same("lot", "")
    vaccination.same("given_at", "")
    test = _record_rows("records_testresult", people, tests.position, first_ids, made_at)
    test.of_pool("kind", KINDS, tests.kind)
    test.of_pool("outcome", OUTCOMES, tests.outcome)
    test.moment("sampled_at", tests.sampled_at)
    pending = tests.outcome == OUTCOMES.index(TestOutcome.PENDING)
    test.moment("resulted_at", tests.sampled_at + _HOUR, missing=pending)
    infection = _record_rows("records_infection", people, infections.position, first_ids, made_at)
    active = infections.recovered_on == NEVER
    infection.day("confirmed_on", infections.confirmed_on)
    infection.day("recovered_on", np.where(active, 0, infections.recovered_on), missing=active)
    infection.of_pool("recovery_proof", ("ward certificate", ""), active.astype(np.int64))
    isolation = _record_rows("records_isolationorder", people, isolations.position, first_ids, made_at)
    isolation.of_pool("kind", ISOLATIONS, isolations.kind)
    isolation.day("starts_on", isolations.starts_on)
    isolation.day("ends_on", isolations.ends_on)
    isolation.nothing("lifted_at")
    return [
        vaccination,
        test,
        infection,
        isolation,
        _declaration_rows(plan, people, health.declarations, number),
    ]


def _record_rows(
    table: str, people: Residents, position: Array, first_ids: dict[str, int], made_at: int
) -> Rows:
    """Begin a table of health records with what all of them say."""
    rows = Rows(table, len(position))
    rows.number("id", np.arange(len(position)) + first_ids[table], size=8)
    rows.moment("created_at", made_at)
    rows.moment("updated_at", made_at)
    rows.number("person_id", people.ids[position], size=8)
    rows.same("source", _SOURCE)
    rows.same("source_reference", "")
    rows.same("state", "verified")
    rows.nothing("recorded_by")
    rows.moment("verified_at", made_at)
    rows.same("annulled_because", "")
    first_ids[table] += len(position)
    return rows


def _declaration_rows(plan: CityPlan, people: Residents, declarations: Declarations, number: int) -> Rows:
    rows = Rows("declarations_declaration", len(declarations.position))
    draw = stream(plan.seed, "declaration ids", number)
    rows.block("id", uuids(draw, rows.count))
    rows.number("person_id", people.ids[declarations.position], size=8)
    rows.moment("declared_at", declarations.declared_at)
    sets = answer_sets()
    rows.same("questionnaire", FORM)
    rows.same("version", VERSION)
    rows.of_pool("answers", sets.coded, declarations.answers)
    silent = np.array([not words for words in sets.words])[declarations.answers]
    sealed = with_length(sets.words)
    rows.lengthened("words", [sealed[which] for which in declarations.answers.tolist()], missing=silent)
    rows.flag("is_risky", declarations.is_risky)
    rows.number("declared_by_person_id", people.ids[declarations.position], size=8)
    rows.nothing("declared_by_account_id")
    rows.same("channel", "web")
    rows.moment("confirmed_at", declarations.declared_at)
    rows.nothing("annulled_at")
    return rows
