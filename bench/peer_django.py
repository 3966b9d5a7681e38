"""The peer: the same scan as a plain Django view with the ORM, one request at a time.

Token looked up, pass read, the code recognised by its digest, the verdict decided by the same policy, the
visit created in a transaction of its own, the same answer. No middleware, persistent connections.
"""

import hashlib
import json
from datetime import datetime, timedelta
from uuid import UUID

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, JsonResponse
from django.urls import path

django.setup()
settings.MIDDLEWARE = []  # Asked for by apps at their start, not wanted in a scan.
application = WSGIHandler()

from antoan.domains.codes import payload  # noqa: E402
from antoan.domains.passes.models import Pass  # noqa: E402
from antoan.domains.places.models import Device  # noqa: E402
from antoan.domains.policy.documents import load_shipped  # noqa: E402
from antoan.domains.policy.verdict import decide  # noqa: E402
from antoan.domains.visits.models import Visit  # noqa: E402
from antoan.kit import clock  # noqa: E402
from bench.scan_city import POLICY  # noqa: E402


def visit(request: HttpRequest) -> JsonResponse:
    """Scan a code: token, pass, verdict, visit."""
    token = request.headers["Authorization"].removeprefix("Bearer ")
    device = Device.objects.select_related("gate__spot__place").get(
        token_digest=hashlib.sha256(token.encode()).digest(), revoked_at__isnull=True
    )
    body = json.loads(request.body)
    at = datetime.fromisoformat(body["at"])
    person = Pass.objects.get(qid=body["code"].split("|")[4])
    if bytes(person.code_digest) != payload.digest(body["code"]) or person.code_expires_on < clock.local_date(
        at
    ):
        return JsonResponse({"recorded": False})
    verdict = decide(load_shipped(POLICY), vars(person), at)
    spot = device.gate.spot
    Visit.objects.create(
        person_id=person.person_id,
        t_in=at,
        t_eff=at + timedelta(minutes=spot.usual_stay_minutes),
        received_at=clock.now(),
        spot_id=spot.id,
        gate_id=device.gate_id,
        policy_id=1,
        rule=verdict.rule_number,
        colour=verdict.colour.number,
        source=0,
        scan_id=UUID(body["id"]),
    )
    return JsonResponse(
        {
            "id": body["id"],
            "direction": "in",
            "at": body["at"],
            "recorded": True,
            "person": {"label": person.label, "birth_year": person.birth_on.year, "gender": person.gender},
            "verdict": verdict.as_json(),
            "capacity": spot.place.capacity,
        }
    )


urlpatterns = [path("scan/v1/visits", visit)]
