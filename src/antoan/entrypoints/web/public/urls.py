"""Addresses anyone may open."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from antoan.entrypoints.web.public import (
    certificate,
    display,
    health,
    keys,
    metrics,
    place,
    safety,
    slips,
    transparency,
    views,
)
from antoan.entrypoints.web.public.guides import views as guides
from antoan.entrypoints.web.public.map import views as risk

urlpatterns: list[URLPattern] = [
    path("", views.landing, name="landing"),
    path("p/<str:token>", place.place, name="place"),
    path("map/", risk.page, name="risk_map"),
    path("safety/", safety.page, name="safety_levels"),
    path("transparency/", transparency.page, name="transparency"),
    path("certificates/<str:certificate>/", certificate.page, name="certificate"),
    path("certificates/<str:certificate>.json", certificate.signed, name="certificate_signed"),
    path("guides/", guides.index, name="guides"),
    path("guides/<slug:guide>/", guides.page, name="guide"),
    path(".well-known/antoan-keys.json", keys.antoan_keys, name="antoan_keys"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("language", set_language, name="set_language"),
    path("display", display.set_text_size, name="set_text_size"),
    path("verify", slips.verify, name="verify"),
]
