"""What a session's plan was before it changed: the part of it that is told."""

import datetime
from dataclasses import asdict, dataclass

from sessions.models import SchoolSession


@dataclass(frozen=True)
class SessionFacts:
    """Take them with ``of`` before anything is written."""

    starts_at: datetime.datetime
    minutes: int
    school_id: int
    lesson_id: int | None
    mode: str
    venue: str

    @classmethod
    def of(cls, school_session: SchoolSession) -> "SessionFacts":
        return cls(
            starts_at=school_session.starts_at,
            minutes=school_session.minutes,
            school_id=school_session.school_id,
            lesson_id=school_session.lesson_id,
            mode=school_session.mode,
            venue=school_session.venue,
        )

    @classmethod
    def from_json(cls, kept: dict) -> "SessionFacts":
        starts_at = datetime.datetime.fromisoformat(kept["starts_at"])
        return cls(**{**kept, "starts_at": starts_at})

    def as_json(self) -> dict:
        return {**asdict(self), "starts_at": self.starts_at.isoformat()}
