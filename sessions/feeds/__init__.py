"""Calendars to subscribe to: one secret address for each volunteer and for each school."""
