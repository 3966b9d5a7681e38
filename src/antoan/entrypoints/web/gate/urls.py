"""Addresses of the gate."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.gate import enrolment, packs, pages, people, vehicles, workers

urlpatterns: list[URLPattern] = [
    path("", pages.gate, name="gate"),
    path("enrol", pages.enrol, name="gate_enrol"),
    path("enrol/redeem", enrolment.redeem, name="gate_redeem"),
    path("pack", packs.pack, name="gate_pack"),
    path("visitors", people.visitor, name="gate_visitor"),
    path("seats", people.seat, name="gate_seat"),
    path("people", people.newcomer, name="gate_newcomer"),
    path("overrides", people.override, name="gate_override"),
    path("vehicles", vehicles.vehicle, name="gate_vehicle"),
    path("manifest.webmanifest", pages.manifest, name="gate_manifest"),
    path("worker.js", workers.gate_worker, name="gate_worker"),
]
