"""Addresses of the ward's desk for people and of its cards."""

from django.urls import URLPattern, URLResolver, include, path

from antoan.entrypoints.web.office.people import (
    batches,
    cards,
    creating,
    finding,
    merging,
    outreach,
    papers,
    showing,
    team,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("people/", finding.find, name="desk_people"),
    path("people/new/", creating.new, name="desk_people_new"),
    path("people/merge/", merging.merge, name="desk_merge"),
    path("people/merges/<uuid:merge_id>/", merging.merged, name="desk_merged"),
    path("people/outreach/", outreach.outreach, name="desk_outreach"),
    path("people/team/", team.team, name="desk_team"),
    path("people/<int:resident_id>/", showing.person, name="desk_person"),
    path("people/<int:resident_id>/card", cards.make, name="desk_person_card"),
    path("people/<int:resident_id>/sheet", papers.sheet, name="desk_person_sheet"),
    path("people/<int:resident_id>/lost/", cards.lost, name="desk_person_lost"),
    path("people/<int:resident_id>/with/", include("antoan.entrypoints.web.office.assisting.urls")),
    path("people/cards/<uuid:card_id>/", cards.card, name="desk_card"),
    path("cards/", batches.batches, name="desk_cards"),
    path("cards/lists/", batches.lists, name="desk_card_lists"),
]
