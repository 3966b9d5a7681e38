"""Addresses of a unit's safety assessments."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.unit.safety import answering, one, overview, photos, planning

urlpatterns: list[URLPattern] = [
    path("places/<int:place_id>/safety/", overview.place, name="unit_safety"),
    path("places/<int:place_id>/safety/start", overview.start, name="unit_safety_start"),
    path("safety/<uuid:assessment_id>/", one.assessment, name="unit_assessment"),
    path("safety/<uuid:assessment_id>/groups/<str:group>/", answering.group, name="unit_assessment_group"),
    path("safety/<uuid:assessment_id>/submit", one.submit, name="unit_assessment_submit"),
    path("safety/<uuid:assessment_id>/discard", one.discard, name="unit_assessment_discard"),
    path("safety/<uuid:assessment_id>/plan/", planning.plan, name="unit_assessment_plan"),
    path("safety/<uuid:assessment_id>/photos/<uuid:evidence_id>", photos.photo, name="unit_assessment_photo"),
]
