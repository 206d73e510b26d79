"""What volunteers learn before they teach: docs/training.md."""
