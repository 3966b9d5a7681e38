"""The working day of a gate: packs for the time without network, visitors, overrides, alarms."""
