"""The registry of cases: every confirmed infection with its ward, what was reported of it and when, and outbreaks."""
