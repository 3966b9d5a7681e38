"""A unit's staff list: people, files, groups, alerts, attendance, tests, submission."""
