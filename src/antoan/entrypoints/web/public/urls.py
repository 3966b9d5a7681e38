"""Addresses anyone may open."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from antoan.entrypoints.web.public import health, keys, metrics, place, views

urlpatterns: list[URLPattern] = [
    path("", views.landing, name="landing"),
    path("p/<str:token>", place.place, name="place"),
    path(".well-known/antoan-keys.json", keys.antoan_keys, name="antoan_keys"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("language", set_language, name="set_language"),
]
