"""The sections of a plan: what each asks for, how it is written together, how far it is."""
