"""What is held about a volunteer: shown to them, and taken out when they leave for good."""
