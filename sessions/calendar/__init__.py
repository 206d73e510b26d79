"""The calendar: what is visible of it as data, and what stands against a change.

ranges: which days a view shows · filters · events: sessions and counts · rows: schools and
volunteers of the boards · conflicts: where a session or a volunteer cannot go
"""
