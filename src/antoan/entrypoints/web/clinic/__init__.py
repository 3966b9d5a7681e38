"""Pages of hospitals, clinics, vaccination sites and laboratories."""
