from sessions.models.assignments import Assignment
from sessions.models.attendance import COUNT_FIELDS, MAX_HEAD_COUNT, Attendance
from sessions.models.dirty import DirtyMonth
from sessions.models.lessons import Lesson
from sessions.models.logs import SessionLog
from sessions.models.sessions import SchoolSession

__all__ = [
    "COUNT_FIELDS",
    "MAX_HEAD_COUNT",
    "Assignment",
    "Attendance",
    "DirtyMonth",
    "Lesson",
    "SchoolSession",
    "SessionLog",
]
