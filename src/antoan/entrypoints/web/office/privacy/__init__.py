"""The desk at which requests about data are decided, and the auditors' report of what was deleted."""
