"""Who asks: nobody, somebody else, and every role; and the groups of roles the table of doors names."""

from antoan.foundation.accounts.roles import roles

STRANGER = "stranger"
OTHER_CITIZEN = "citizen of someone else"
ANYONE = "anyone"  # The same for all the world; holds nobody's data.
SELF = "self"  # Whoever signed in, of themselves only.
NOBODY = ""  # No such method here.
ADMIN = "unit_admin"
GATE = "gate_operator"
WARD = "ward_officer"
HELPER = "helper"
TRACER = "tracer"
DISTRICT = "district_supervisor"
CITY = "city_health"
HR, VIEWER = "unit_hr", "unit_viewer"
PLACE_READERS = {ADMIN, GATE, WARD, TRACER, DISTRICT, CITY, HR, VIEWER}
UNIT_READERS = {ADMIN, WARD, DISTRICT, CITY, HR, VIEWER}
VISIT_READERS = {ADMIN, GATE, TRACER, VIEWER}
CLINIC = "clinic_staff"
TEAM = "vaccination_team"
LAB = "lab_staff"
KIOSK = "reception_kiosk"
CLINICAL = {CLINIC, TEAM, LAB, KIOSK}
OFFICER = "privacy_officer"
ZONE = "zone_board"
RECORDS = "records_officer"
CODE_FINDERS = {WARD, "helper", "clinic_staff"}
FIGURE_READERS = {WARD, DISTRICT, CITY}
LIST_DECIDERS = {WARD, DISTRICT, CITY}
CITY_WIDE = {TRACER, CITY, OFFICER, RECORDS, "auditor", "operator"}
PERSONAS = (STRANGER, OTHER_CITIZEN, *roles())


# Asked in place of all roles where a role makes no difference: nobody, a citizen, and one with rights elsewhere.
SPEAK_FOR_THE_REST = {STRANGER, OTHER_CITIZEN, GATE, WARD}
