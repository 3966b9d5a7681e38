"""Addresses of the family, under /me/family/."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.citizen.identity import family

urlpatterns: list[URLPattern] = [
    path("", family.family, name="my_family"),
    path("new/", family.new, name="my_new_relative"),
    path("<int:person_id>/end/", family.end, name="my_relative_end"),
    path("guardians/<int:guardian_id>/end/", family.end_guardian, name="my_guardian_end"),
]
