"""Addresses of units."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.unit import devices, units, visits

urlpatterns: list[URLPattern] = [
    path("", units.home, name="unit_home"),
    path("<int:unit_id>/", units.unit, name="unit"),
    path("places/<int:place_id>/", units.place, name="unit_place"),
    path("places/<int:place_id>/visits", visits.visits, name="unit_visits"),
    path("places/<int:place_id>/visits/rows", visits.rows, name="unit_visit_rows"),
    path("gates/<int:gate_id>/", devices.gate, name="unit_gate"),
    path("gates/<int:gate_id>/devices", devices.devices, name="unit_devices"),
    path("gates/<int:gate_id>/ticket", devices.ticket, name="unit_ticket"),
    path("devices/<int:device_id>/revoke", devices.revoke, name="unit_revoke"),
]
