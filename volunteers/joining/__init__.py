"""The way of a volunteer: from the application over interview and training to being active."""
