"""Addresses of a citizen's own pages."""

from django.urls import URLPattern, URLResolver, include, path

from antoan.entrypoints.web.citizen import app, code_page, home, paper, working

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="my_home"),
    path("", include("antoan.entrypoints.web.citizen.visiting.urls")),
    path("", include("antoan.entrypoints.web.citizen.posters.urls")),
    path("code", code_page.my_code, name="my_code"),
    path("code/new", code_page.new_code, name="my_new_code"),
    path("code/keys", code_page.phone_keys, name="my_code_keys"),
    path("records/", include("antoan.entrypoints.web.citizen.records.urls")),
    path("care/", include("antoan.entrypoints.web.citizen.caring.urls")),
    path("rights/", include("antoan.entrypoints.web.citizen.rights.urls")),
    path("paper/", paper.choose, name="my_paper"),
    path("paper/card", paper.card, name="my_card"),
    path("paper/picture", paper.picture, name="my_card_picture"),
    path("paper/sheet", paper.sheet, name="my_sheet"),
    path("work/", working.jobs, name="my_work"),
    path("work/<int:job_id>/leave/", working.leave, name="my_work_leave"),
    path("manifest.webmanifest", app.manifest, name="my_manifest"),
    path("worker.js", app.my_worker, name="my_worker"),
]
