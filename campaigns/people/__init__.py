"""Organisations with their members, and who was invited to a campaign."""
