"""Addresses of the tracers' desk."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.tracing import (
    cases,
    chain,
    clusters,
    contacts,
    exports,
    follow_ups,
    person,
    places,
    visitors,
)

_CASE = "tracing/<str:tracing_number>/"

urlpatterns: list[URLPattern] = [
    path("tracing/", cases.cases, name="desk_tracing"),
    path("tracing/new/<int:infection_id>/", cases.new_case, name="desk_trace_new"),
    path("tracing/clusters/", clusters.clusters, name="desk_trace_clusters"),
    path("tracing/follow-ups/", follow_ups.due, name="desk_trace_follow_ups"),
    path("tracing/follow-ups/<int:follow_up_id>/", follow_ups.answer, name="desk_trace_answer"),
    path("tracing/exports/", exports.queue, name="desk_trace_export_queue"),
    path("tracing/exports/<uuid:export_id>/", exports.export, name="desk_trace_export"),
    path("tracing/visitors/<uuid:visitor_request_id>/", visitors.listed, name="desk_trace_visitor_list"),
    path(_CASE, cases.case, name="desk_trace"),
    path(f"{_CASE}contacts/", contacts.contacts, name="desk_trace_contacts"),
    path(f"{_CASE}contacts/<int:contact_id>/", person.contact, name="desk_trace_contact"),
    path(f"{_CASE}calls/", contacts.calls, name="desk_trace_calls"),
    path(f"{_CASE}people/<int:contact_id>/unmask", person.unmask, name="desk_trace_unmask"),
    path(f"{_CASE}people/<int:contact_id>/script", person.script, name="desk_trace_script"),
    path(f"{_CASE}spots/<int:spot_id>/", places.spot, name="desk_trace_spot"),
    path(f"{_CASE}chain/", chain.chain, name="desk_trace_chain"),
    path(f"{_CASE}visitors/", visitors.of_case, name="desk_trace_visitors"),
    path(f"{_CASE}exports/", exports.of_case, name="desk_trace_exports"),
]
