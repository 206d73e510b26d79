"""Certificates of delivery for schools, and the open page that checks any certificate."""
