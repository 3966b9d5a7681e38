"""Samples: tubes and people scanned, rapid tests read at the desk, results given one by one or in batches."""
