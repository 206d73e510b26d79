"""Files in: reading CSV, checking it as a whole, writing it as a whole or not at all."""
