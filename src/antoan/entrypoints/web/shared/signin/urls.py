"""The addresses of sign-in. Only these of allauth's: nobody signs up, and nothing goes by e-mail."""

from allauth.account import views
from django.urls import URLPattern, URLResolver, include, path

from antoan.entrypoints.web.shared.signin.own import own_account

urlpatterns: list[URLPattern | URLResolver] = [
    path("", own_account, name="own_account"),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
