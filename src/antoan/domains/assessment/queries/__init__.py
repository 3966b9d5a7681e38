"""Reads of assessments, narrowed by what the actor's grants reach."""
