"""Addresses of a citizen's own pages."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.citizen import home, pages

urlpatterns: list[URLPattern] = [
    path("", home.home, name="my_home"),
    path("code", pages.my_code, name="my_code"),
    path("code/new", pages.new_code, name="my_new_code"),
    path("manifest.webmanifest", pages.manifest, name="my_manifest"),
    path("worker.js", pages.my_worker, name="my_worker"),
]
