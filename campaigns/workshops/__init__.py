"""Workshops: agenda, participants, exercises in their plans, attendance."""
