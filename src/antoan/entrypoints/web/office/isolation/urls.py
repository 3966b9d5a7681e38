"""Addresses of isolation orders and sites."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.isolation import manuals, ordering, orders, papers, sites

urlpatterns: list[URLPattern] = [
    path("isolation/", orders.orders, name="desk_isolation"),
    path("isolation/people/<int:patient_id>/", ordering.person, name="desk_isolation_person"),
    path("isolation/manual/", manuals.manuals, name="desk_isolation_manual"),
    path("isolation/orders/<str:order_number>/", orders.order, name="desk_isolation_order"),
    path("isolation/orders/<str:order_number>/order.pdf", papers.order_paper, name="desk_isolation_paper"),
    path(
        "isolation/orders/<str:order_number>/release.pdf", papers.release_paper, name="desk_isolation_release"
    ),
    path("isolation/sites/", sites.sites, name="desk_sites"),
    path("isolation/sites/<int:site_id>/", sites.site, name="desk_site"),
]
