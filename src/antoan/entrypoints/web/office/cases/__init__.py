"""The desk of the registry: cases, their reports, outbreaks."""
