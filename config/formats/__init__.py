"""How dates, times and numbers are written and read in each language."""
