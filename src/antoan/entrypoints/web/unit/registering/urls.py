"""Addresses of registering a unit and of joining one, under /units/."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.unit.registering import filling, joining, phone

urlpatterns: list[URLPattern] = [
    path("register/", phone.number, name="unit_register"),
    path("register/code/", phone.code, name="unit_register_code"),
    path("register/again/", phone.again, name="unit_register_again"),
    path("register/form/", filling.fill, name="unit_register_form"),
    path("register/state/", filling.state, name="unit_register_state"),
    path("join/<str:join_token>", joining.join, name="unit_join"),
]
