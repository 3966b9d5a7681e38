"""Addresses of the health station's desk."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.tasks import desk

urlpatterns: list[URLPattern] = [
    path("tasks/", desk.tasks, name="desk_tasks"),
    path("tasks/<int:task_id>/", desk.task, name="desk_task"),
]
