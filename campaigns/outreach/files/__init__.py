"""Files and pasted tables of what platforms say: read by their columns, checked as a whole, written
as a whole or not at all.
"""
