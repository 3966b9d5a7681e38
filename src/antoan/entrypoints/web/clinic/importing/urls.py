"""Addresses of doses from files."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.clinic.importing import files, held, sending

urlpatterns: list[URLPattern] = [
    path("", sending.units, name="dose_imports"),
    path("template.xlsx", sending.template, name="dose_template"),
    path("city/held/", held.city_rows, name="dose_held_city"),
    path("city/held/<int:city_held_id>/", held.city_row, name="dose_held_city_row"),
    path("<int:unit_id>/", sending.upload, name="dose_import"),
    path("<int:unit_id>/held/", held.rows, name="dose_held"),
    path("<int:unit_id>/held/<int:held_id>/", held.row, name="dose_held_row"),
    path("<int:unit_id>/<uuid:doses_file_id>/", files.run, name="dose_file"),
    path("<int:unit_id>/<uuid:doses_file_id>/progress", files.progress, name="dose_progress"),
    path("<int:unit_id>/<uuid:doses_file_id>/undo/", files.undo, name="dose_undo"),
    path("<int:unit_id>/<uuid:doses_file_id>/sums/", files.sums, name="dose_sums"),
    path("<int:unit_id>/<uuid:doses_file_id>/faulty.csv", files.faulty, name="dose_faulty"),
]
