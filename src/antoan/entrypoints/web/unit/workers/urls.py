"""Addresses of a unit's staff list."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.unit.workers import (
    downloads,
    groups,
    importing,
    overview,
    people,
    submitting,
    watching,
)

urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="unit_workers"),
    path("people/", people.people, name="unit_workers_people"),
    path("people/new/", people.add, name="unit_workers_add"),
    path("people/<int:worker_id>/", people.person, name="unit_workers_person"),
    path("people/<int:worker_id>/edit/", people.edit, name="unit_workers_edit"),
    path("people/<int:worker_id>/move", people.move, name="unit_workers_move"),
    path("people/<int:worker_id>/remove/", people.remove, name="unit_workers_remove"),
    path("import/", importing.upload, name="unit_workers_import"),
    path("import/template.xlsx", importing.template, name="unit_workers_template"),
    path("import/<uuid:run_id>/", importing.run, name="unit_workers_file"),
    path("import/<uuid:run_id>/progress", importing.progress, name="unit_workers_progress"),
    path("import/<uuid:run_id>/undo/", importing.undo, name="unit_workers_undo"),
    path("import/<uuid:run_id>/faulty.xlsx", importing.faulty, name="unit_workers_faulty"),
    path("groups/", groups.groups, name="unit_workers_groups"),
    path("groups/<int:cohort_id>/", groups.group, name="unit_workers_group"),
    path("groups/<int:cohort_id>/remove", groups.remove, name="unit_workers_group_remove"),
    path("alerts/", watching.alerts, name="unit_workers_alerts"),
    path("alerts/<int:alert_id>/acknowledge", watching.acknowledge, name="unit_workers_acknowledge"),
    path("attendance/", watching.attendance, name="unit_workers_attendance"),
    path("tests/", watching.tests, name="unit_workers_tests"),
    path("submit/", submitting.submit, name="unit_workers_submit"),
    path("lists/<int:list_number>/", submitting.submitted, name="unit_workers_list"),
    path("export/", downloads.export, name="unit_workers_export"),
]
