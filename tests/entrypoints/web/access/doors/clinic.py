"""Clinics: doses, samples, reception."""

from tests.entrypoints.web.access.doors.values import Doors
from tests.entrypoints.web.access.personas import CLINIC, KIOSK, LAB, NOBODY, RECORDS, SELF, TEAM, WARD

DOORS: Doors = {
    "clinic/": (SELF, NOBODY),
    "clinic/vaccination/": ({CLINIC, TEAM, WARD}, {CLINIC, WARD}),
    "clinic/vaccination/<uuid:campaign_id>/": ({CLINIC, TEAM, WARD}, {CLINIC, WARD}),
    "clinic/vaccination/sessions/<uuid:session_id>/": ({CLINIC, TEAM, WARD}, {CLINIC, WARD}),
    "clinic/vaccination/sessions/<uuid:session_id>/arrivals": (
        {CLINIC, TEAM, WARD},
        {CLINIC, TEAM, WARD},
    ),
    "clinic/vaccination/sessions/<uuid:session_id>/doses": ({CLINIC, TEAM, WARD}, {CLINIC, TEAM, WARD}),
    "clinic/vaccination/sessions/<uuid:session_id>/doses/<uuid:dose_id>/": (
        {CLINIC, TEAM, WARD},
        {CLINIC, TEAM, WARD},
    ),
    "clinic/vaccination/sessions/<uuid:session_id>/doses/<uuid:dose_id>/certificate.pdf": (
        {CLINIC, TEAM, WARD},
        NOBODY,
    ),
    "clinic/reception/": ({CLINIC}, {CLINIC}),
    "clinic/reception/<int:desk_id>/": ({CLINIC}, {CLINIC}),
    "clinic/reception/<int:desk_id>/kiosk": ({CLINIC, KIOSK}, {CLINIC, KIOSK}),
    "clinic/reception/<int:desk_id>/board": ({CLINIC, KIOSK}, NOBODY),
    "clinic/reception/<int:desk_id>/board/rows": ({CLINIC, KIOSK}, NOBODY),
    "clinic/imports/": ({CLINIC}, NOBODY),
    "clinic/imports/template.xlsx": ({CLINIC}, NOBODY),
    "clinic/imports/city/held/": ({RECORDS}, {RECORDS}),
    "clinic/imports/city/held/<int:city_held_id>/": ({RECORDS}, {RECORDS}),
    "clinic/imports/<int:unit_id>/": ({CLINIC}, {CLINIC}),
    "clinic/imports/<int:unit_id>/held/": ({CLINIC}, {CLINIC}),
    "clinic/imports/<int:unit_id>/held/<int:held_id>/": ({CLINIC}, {CLINIC}),
    "clinic/imports/<int:unit_id>/<uuid:doses_file_id>/": ({CLINIC}, {CLINIC}),
    "clinic/imports/<int:unit_id>/<uuid:doses_file_id>/progress": ({CLINIC}, NOBODY),
    "clinic/imports/<int:unit_id>/<uuid:doses_file_id>/undo/": ({CLINIC}, {CLINIC}),
    "clinic/imports/<int:unit_id>/<uuid:doses_file_id>/sums/": ({CLINIC}, NOBODY),
    "clinic/imports/<int:unit_id>/<uuid:doses_file_id>/faulty.csv": ({CLINIC}, NOBODY),
    "clinic/samples/": ({CLINIC}, {CLINIC}),
    "clinic/samples/rapid": ({CLINIC}, {CLINIC}),
    "clinic/samples/results": ({CLINIC, LAB}, {CLINIC, LAB}),
    "clinic/samples/results/template.xlsx": ({CLINIC, LAB}, NOBODY),
    "clinic/samples/<int:tube_id>/": ({CLINIC, LAB}, {CLINIC}),
    "clinic/records/": ({CLINIC, WARD}, NOBODY),
    "clinic/records/<str:record_kind>/<int:record_id>/": ({CLINIC, WARD}, {CLINIC, WARD}),
}
