"""Data quality: what looks wrong in the records, and what people have said about it.

Each check is a module of its own with a ``CHECK``: its words, and an SQL statement over the
taught sessions of a question. ``findings`` runs them and sets the reviews beside what they find.
"""
