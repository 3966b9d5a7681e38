"""Addresses anyone may open."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from antoan.entrypoints.web.public import views

urlpatterns: list[URLPattern] = [
    path("", views.landing, name="landing"),
    path("language", set_language, name="set_language"),
]
