"""Addresses of signing in by phone, under /accounts/phone/."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.citizen.identity import activation, phone, register, who

urlpatterns: list[URLPattern] = [
    path("", phone.number, name="phone"),
    path("code/", phone.code, name="phone_code"),
    path("again/", phone.again, name="phone_again"),
    path("who/", who.who, name="phone_who"),
    path("switch/", who.switch, name="phone_switch"),
    path("register/", register.register, name="phone_register"),
    path("activation/", activation.activation, name="phone_activation"),
]
