"""What is behind a figure: the sessions, schools, class groups or people that it counts.

Read from the records by the definitions of ``reporting/figures.py``, never from rollups, so that
the list and the figure come to the same number by two ways.
"""
