"""Decisions of tracing. Pure: stays and parameters in, contacts, scores and bounds out."""
