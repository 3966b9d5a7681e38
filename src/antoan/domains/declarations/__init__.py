"""What people declare about their health."""
