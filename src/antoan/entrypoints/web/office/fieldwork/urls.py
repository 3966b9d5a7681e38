"""Addresses of forms filled in at the door."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.fieldwork import deciding, filling

urlpatterns: list[URLPattern] = [
    path("", filling.page, name="desk_field"),
    path("worker.js", filling.worker_script, name="desk_field_worker"),
    path("forms", filling.take, name="desk_field_forms"),
    path("waiting/", deciding.waiting, name="desk_field_waiting"),
    path("waiting/<uuid:field_form_id>/", deciding.one, name="desk_field_form"),
]
