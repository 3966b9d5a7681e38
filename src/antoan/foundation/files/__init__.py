"""Pictures that people send as evidence: bounded, made anew, sealed at rest."""
