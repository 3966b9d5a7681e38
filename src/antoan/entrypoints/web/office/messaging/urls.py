"""Address of the messages desk."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.messaging import queue

urlpatterns: list[URLPattern] = [path("messages/", queue.messages_desk, name="desk_messages")]
