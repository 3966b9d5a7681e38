"""A citizen checks in and out by themselves, and sees where they have been."""
