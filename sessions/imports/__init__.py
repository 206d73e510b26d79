"""Sessions from CSV files: one row for each class group of a session.

`checks` looks at all rows together and resolves what they name; `plans` compares them with what
is there; `writing` makes it so. Each leaves temporary tables for the next:

``wanted``      one row a session: ``n`` (its first line), its columns, ``id`` where it is known
``taking``      its volunteers, in the file's order
``class_key``   class groups: ``g``, its key, ``id`` where it is known
``counted``     head-counts: session ``n``, class group ``g`` (null: no class)
``attending``, ``attendance_gone``, ``assigning``, ``assignment_gone``: what differs
"""

from sessions.imports.kind import SESSIONS

__all__ = ["SESSIONS"]
