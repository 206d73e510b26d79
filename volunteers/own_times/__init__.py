"""Volunteers say themselves when they can teach, and when they are away."""
