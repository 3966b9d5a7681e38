"""Addresses of batches of cards and of lists for them, for wards and units alike."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.shared.cards import batches, lists

urlpatterns: list[URLPattern] = [
    path("lists/template.xlsx", lists.template, name="card_list_template"),
    path("lists/<uuid:roster_id>/", lists.roster, name="card_list"),
    path("lists/<uuid:roster_id>/progress", lists.progress, name="card_list_progress"),
    path("lists/<uuid:roster_id>/order", lists.order, name="card_list_order"),
    path("lists/<uuid:roster_id>/undo/", lists.undo, name="card_list_undo"),
    path("lists/<uuid:roster_id>/faulty.xlsx", lists.faulty, name="card_list_faulty"),
    path("<uuid:batch_id>/", batches.batch, name="card_batch"),
    path("<uuid:batch_id>/progress", batches.progress, name="card_batch_progress"),
    path("<uuid:batch_id>/part", batches.part, name="card_batch_part"),
    path("<uuid:batch_id>/revoke/", batches.revoke, name="card_batch_revoke"),
]
