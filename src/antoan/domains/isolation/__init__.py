"""Who stays apart, by which rule and where: orders, manual reds by two people, sites and hotels."""
