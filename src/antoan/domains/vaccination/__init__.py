"""Vaccination campaigns: whom, where and when; who came; which dose was given. The doses are health records."""
