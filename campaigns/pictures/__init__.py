"""Pictures of posts and campaigns: none without a consent, and nothing in them but the picture."""
