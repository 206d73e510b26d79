"""How a plan begins: from a template with examples, or as a copy of another."""
