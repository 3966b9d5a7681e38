"""The tracers' desk: cases, the people they met, and what is done about them."""
