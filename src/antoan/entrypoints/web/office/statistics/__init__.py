"""The desk of figures: what an area looks like now, its wards beside each other, unused places, nightly reports."""
