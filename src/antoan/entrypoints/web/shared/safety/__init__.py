"""How assessments, their levels and their answers are shown, to the unit, its offices and everybody."""
