"""The addresses of declarations from gates: read, check, judge in memory, queue."""

import asyncio
import json
from datetime import datetime

from antoan.domains.declarations.errors import (
    AnswersWrong,
    DeclarationOutOfTime,
    DeclarationUnreadable,
    NoSuchQuestionnaire,
)
from antoan.domains.declarations.questionnaires.answers import read_answers
from antoan.domains.declarations.questionnaires.catalogue import Catalogue
from antoan.domains.declarations.questionnaires.risk import assess
from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.domains.declarations.rules import check_asked, check_time
from antoan.entrypoints.scan import problems
from antoan.entrypoints.scan.claims import claim_of
from antoan.entrypoints.scan.declaration_rows import Declaring
from antoan.entrypoints.scan.declaring import Declarations
from antoan.entrypoints.scan.devices import GateContext
from antoan.entrypoints.scan.exchange import Exchange
from antoan.entrypoints.scan.metrics import Metrics
from antoan.entrypoints.scan.problems import Problem
from antoan.entrypoints.scan.requests import DeclarationRequest, read_body, read_declaration
from antoan.entrypoints.scan.scans import SingleWaiter
from antoan.kit import clock
from antoan.kit.sealing import KeyRing


class DeclarationApi:
    """The handlers of one process."""

    def __init__(
        self, *, gathered: Declarations, catalogue: Catalogue, ring: KeyRing, metrics: Metrics
    ) -> None:
        self._gathered = gathered
        self._catalogue = catalogue
        self._ring = ring
        self._metrics = metrics
        self._time = asyncio.get_running_loop().time

    def declare(self, exchange: Exchange) -> None:
        """POST /scan/v1/declarations: what somebody at the gate says of their health, typed by the staff."""
        request = read_body(exchange, read_declaration)
        if request is None or exchange.gate is None:
            return
        try:
            declaring = self._declaring(request, exchange, exchange.gate, clock.now())
        except AnswersWrong as fault:
            self._metrics.count_refusal(problems.ANSWERS_WRONG.code)
            exchange.refuse(problems.ANSWERS_WRONG, detail=json.dumps(fault.context["faults"]))
            return
        if isinstance(declaring, Problem):
            self._metrics.count_refusal(declaring.code)
            exchange.refuse(declaring)
        else:
            self._gathered.submit((declaring,))

    def questionnaire(self, exchange: Exchange) -> None:
        """GET /scan/v1/questionnaire: the form for this gate's kind of place, as the gate page asks it."""
        assert exchange.gate is not None
        try:
            form = self._catalogue.for_place(exchange.gate.place_kind, clock.now())
        except NoSuchQuestionnaire:
            exchange.refuse(problems.NO_QUESTIONNAIRE)
            return
        exchange.ok(json.dumps(form.source, ensure_ascii=False).encode())

    def _declaring(
        self, request: DeclarationRequest, exchange: Exchange, gate: GateContext, now: datetime
    ) -> Declaring | Problem:
        """Check and judge what needs no database; AnswersWrong."""
        try:
            check_time(request.at, now)
            form = self._form(request, gate)
            check_asked(form, request.at)
            answers = read_answers(form, request.answers, today=clock.local_date(request.at))
        except DeclarationOutOfTime:
            return problems.AHEAD if request.at > now else problems.TOO_OLD
        except NoSuchQuestionnaire:
            return problems.NO_QUESTIONNAIRE
        except DeclarationUnreadable:
            return problems.WRONG_FIELDS
        claim = claim_of(request.code, self._ring)
        if isinstance(claim, Problem):
            has_left = gate.guesses.unreadable.take(self._time())
            return claim if has_left else problems.TOO_MANY_GUESSES
        return Declaring(
            declaration_id=request.id,
            claim=claim,
            at=request.at,
            received_at=now,
            gate=gate,
            questionnaire=form,
            answers=answers,
            assessment=assess(form, answers.all),
            waiter=SingleWaiter(exchange),
        )

    def _form(self, request: DeclarationRequest, gate: GateContext) -> Questionnaire:
        if not request.questionnaire:
            return self._catalogue.for_place(gate.place_kind, request.at)
        if not request.version:
            return self._catalogue.in_force(request.questionnaire, request.at)
        return self._catalogue.find(request.questionnaire, request.version)
