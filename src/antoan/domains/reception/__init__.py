"""Reception at hospitals and clinics: who came, in which row, called to which room. No paper declaration."""
