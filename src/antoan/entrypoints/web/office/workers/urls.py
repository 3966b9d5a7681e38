"""Addresses of the desk for staff lists."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.workers import awaiting, lists, quotas

urlpatterns: list[URLPattern] = [
    path("", lists.queue, name="desk_workers"),
    path("lists/<int:list_id>/", lists.one, name="desk_workers_list"),
    path("quotas/", quotas.register, name="desk_workers_quotas"),
    path("quotas/new/", quotas.new, name="desk_workers_new_quota"),
    path("quotas/<int:quota_id>/", quotas.one, name="desk_workers_quota"),
    path("awaiting/", awaiting.rows, name="desk_workers_awaiting"),
    path("awaiting/<int:awaiting_id>/", awaiting.one, name="desk_workers_awaiting_one"),
]
