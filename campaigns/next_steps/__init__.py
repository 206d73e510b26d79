"""What is to be done next: by whom, by when; and who is told."""
