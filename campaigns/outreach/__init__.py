"""Outreach: posts and accounts in social media, and how many people they reached."""
