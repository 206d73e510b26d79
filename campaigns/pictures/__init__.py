"""Pictures of posts and campaigns: none without a consent, none with more in it than is to be seen."""
