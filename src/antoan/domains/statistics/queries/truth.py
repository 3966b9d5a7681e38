"""What the counts should say, read from the tables themselves: the nightly comparison asks this, and no page does.

The same words stand in the triggers of migration 0002; test_following and test_comparing hold them together.
Whoever had it granted that their data rest for statistics is not counted (privacy.Limit).
"""

from typing import Final

from antoan.domains.statistics.measures import Measure

_BIN: Final = "date_bin('30 minutes', {moment}, '2020-01-01Z')"
_NIGHT: Final = "(r.{day}::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')"
_PERSON: Final = "JOIN people_person p ON p.id = r.person_id"
_COUNTED: Final = (
    "NOT EXISTS (SELECT FROM privacy_limit l WHERE l.person_id = r.person_id"
    " AND l.purpose = 'statistics' AND l.until IS NULL)"
)


def _select(
    measure: Measure, at: str, kind: str, detail: str, source: str, where: str, amount: str = "1"
) -> str:
    return (
        f"SELECT coalesce(p.ward_id, 0)::int AS ward_id, {measure.value}::int2 AS measure, {at} AS at,"  # noqa: S608 - our words
        f" {kind} AS kind, ({detail})::int2 AS detail, {amount} AS amount FROM {source} WHERE {where}"
    )


# Each takes two moments, since and until; `%%` because they are given as parameters.
TRUTH: Final[dict[Measure, str]] = {
    Measure.DECLARED: _select(
        Measure.DECLARED, _BIN.format(moment="r.declared_at"), "r.channel", "r.is_risky::int",
        f"declarations_declaration r {_PERSON}",
        f"r.annulled_at IS NULL AND {_COUNTED} AND r.declared_at >= %(since)s AND r.declared_at < %(until)s",
    ),
    Measure.DOSES: _select(
        Measure.DOSES, _NIGHT.format(day="given_on"), "r.product", "r.dose_number",
        f"records_vaccination r {_PERSON}",
        f"r.state = 'verified' AND {_COUNTED} AND r.given_on >= %(first)s AND r.given_on <= %(last)s",
    ),
    Measure.TESTS: _select(
        Measure.TESTS, _BIN.format(moment="r.sampled_at"), "r.kind",
        "CASE r.outcome WHEN 'negative' THEN 0 WHEN 'positive' THEN 1 WHEN 'doubtful' THEN 2 ELSE 3 END",
        f"records_testresult r {_PERSON}",
        f"r.state = 'verified' AND {_COUNTED} AND r.sampled_at >= %(since)s AND r.sampled_at < %(until)s",
    ),
    Measure.CASES: _select(
        Measure.CASES, _NIGHT.format(day="confirmed_on"), "''", "0",
        f"records_infection r {_PERSON}",
        f"r.state = 'verified' AND {_COUNTED} AND r.confirmed_on >= %(first)s AND r.confirmed_on <= %(last)s",
    ),
    Measure.CODES: _select(
        Measure.CODES, _BIN.format(moment="r.created_at"), "''", "0",
        "codes_issuedcode r LEFT JOIN people_person p ON p.qid = r.qid",
        "r.created_at >= %(since)s AND r.created_at < %(until)s",
    ),
    Measure.MESSAGES: _select(
        Measure.MESSAGES, _BIN.format(moment="r.sent_at"), "r.kind", "0",
        "messaging_message r LEFT JOIN people_person p ON p.id = r.person_id",
        "r.sent_at >= %(since)s AND r.sent_at < %(until)s",
    ),
    **{
        measure: _select(
            measure, "r.half_hour", "coalesce(p.kind, '')", "r.colour",
            "visits_visitcount r LEFT JOIN places_spot s ON s.id = r.spot_id LEFT JOIN places_place p ON p.id = s.place_id",
            f"r.direction = {measure.value} AND r.half_hour >= %(since)s AND r.half_hour < %(until)s", "r.people",
        )
        for measure in (Measure.CAME, Measure.LEFT)
    },
}  # fmt: skip
