"""Going from door to door without a network: the form that is kept on the phone, and what an officer decides of it."""
