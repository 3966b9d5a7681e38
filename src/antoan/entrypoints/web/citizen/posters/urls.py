"""Addresses of reports of false posters."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.citizen.posters import reporting

urlpatterns: list[URLPattern] = [path("posters/", reporting.posters, name="my_posters")]
