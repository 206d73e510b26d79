"""What the volunteers of the demo say: ideas, answers, how it went, what did not take place."""

import datetime
import random
import uuid
from collections.abc import Iterable

from accounts.models import User
from config.demo.applicants import WORDS
from config.demo.outcomes import is_coordinated
from config.demo.timetable import Member, Planned
from config.demo.writing import write_new
from sessions.choices import (
    UPCOMING,
    AssignmentStatus,
    HowItWent,
    IdeaStatus,
    NotHeldReason,
    SessionStatus,
)
from sessions.models import (
    Idea,
    IdeaSupport,
    Lesson,
    LogQuestion,
    NotHeld,
    SessionFeedback,
)
from volunteers.choices import VolunteerStatus
from volunteers.models import Project, Volunteer

FEEDBACK_FROM = 28
"""How many of the latest logs are asked how it went; half of their volunteers answer."""
HOUR = datetime.timedelta(hours=1)
WENT = (list(HowItWent), (5, 8, 3, 1))


class Voices:
    """Written once sessions and people stand in the database.

    :param danas: the sessions of the volunteer who signs in.
    """

    def __init__(
        self,
        seed: int,
        *,
        planned: list[Planned],
        danas: list[Planned],
        members: list[Member],
        users: dict[str, User],
        now: datetime.datetime,
    ) -> None:
        self.random = random.Random(f"{seed} voices {now:%Y-%m-%d}")  # noqa: S311
        newest_first = sorted(planned, key=lambda one: one.at, reverse=True)
        self.ours = [one for one in newest_first if is_coordinated(one)]
        self.danas, self.now = danas, now
        self.coordinator = users["coordinator"]
        self.dana = users["volunteer"].volunteer
        self.active = [
            member.volunteer
            for member in members
            if member.volunteer.status == VolunteerStatus.ACTIVE
            and member.volunteer.pk != self.dana.pk
        ]

    def write(self) -> None:
        write_new(LogQuestion, self.questions())
        write_new(NotHeld, self.not_held())
        write_new(SessionFeedback, self.feedback())
        self.write_ideas()

    # --- sessions ---------------------------------------------------------------------------

    def questions(self) -> Iterable[LogQuestion]:
        """About a log of the volunteer who signs in and about one with too many students; and one
        that was answered."""
        words = WORDS["questions"]
        delivered = [one for one in self.ours if one.session.status == SessionStatus.DELIVERED]
        verified = [one for one in self.ours if one.session.status == SessionStatus.VERIFIED]
        for one in [one for one in delivered if one in self.danas][:1]:
            yield self._question(one, words["dana"])
        for one in [one for one in delivered if _has_too_many(one)][1:2]:
            yield self._question(one, words["too_many"])
        for one in verified[3:4]:
            asked = self._question(one, words["answered"])
            asked.answer, asked.answered_by = words["answer"], one.session.log.logged_by
            asked.settled_at = one.session.verified_at
            yield asked

    def _question(self, one: Planned, question: str) -> LogQuestion:
        return LogQuestion(
            school_session=one.session,
            question=question,
            asked_by=self.coordinator,
            asked_at=min(one.session.log.logged_at + HOUR, self.now),
        )

    def not_held(self) -> Iterable[NotHeld]:
        """The oldest of those that somebody else has to log."""
        unlogged = [
            one
            for one in reversed(self.ours)
            if one.session.status in UPCOMING and one.end <= self.now and one not in self.danas
        ]
        for one in unlogged[:1]:
            yield NotHeld(
                school_session=one.session,
                starts_at=one.at,
                client_uuid=uuid.UUID(int=self.random.getrandbits(128), version=4),
                reason=NotHeldReason.CLASS,
                note=WORDS["not_held"],
                said_by=one.assignments[0].volunteer.user,
                said_at=min(one.end + HOUR, self.now),
            )

    def feedback(self) -> Iterable[SessionFeedback]:
        logged = [one for one in self.ours if one.session.is_logged][:FEEDBACK_FROM]
        for one in logged:
            for assignment in one.assignments:
                came = assignment.status == AssignmentStatus.ATTENDED
                if came and self.random.random() < 0.5:
                    yield self._feedback(one, assignment.volunteer)

    def _feedback(self, one: Planned, volunteer: Volunteer) -> SessionFeedback:
        language = "en" if volunteer.pk == self.dana.pk else volunteer.languages[0]
        return SessionFeedback(
            school_session=one.session,
            volunteer=volunteer,
            went=self.random.choices(*WENT)[0],
            wish=self.random.choice(WORDS["wishes"][language]),
            written_at=min(one.session.log.logged_at + HOUR / 20, self.now),
        )

    # --- ideas ------------------------------------------------------------------------------

    def write_ideas(self) -> None:
        projects = {project.code: project for project in Project.objects.all()}
        ideas = [self._idea(row, projects.get(row["project"])) for row in WORDS["ideas"]]
        write_new(Idea, ideas)
        supports = []
        for row, idea in zip(WORDS["ideas"], ideas, strict=True):
            others = [one for one in self.active if one.pk != idea.volunteer.pk]
            supports += [
                self._support(idea, one) for one in self.random.sample(others, row["supports"])
            ]
            if row.get("has_draft"):
                idea.lesson = Lesson.objects.create(
                    code=f"IDEA-{idea.pk}", project=idea.project, title_en=idea.title, is_draft=True
                )
                idea.save(update_fields=["lesson"])
        write_new(IdeaSupport, supports)

    def _idea(self, row: dict, project: Project | None) -> Idea:
        at = self.now - datetime.timedelta(days=row["days"], hours=self.random.randint(1, 9))
        is_read = row["status"] != IdeaStatus.NEW
        return Idea(
            volunteer=self.dana if row.get("by_dana") else self._author(row["language"]),
            project=project,
            created_at=at,
            answered_by=self.coordinator if is_read else None,
            answered_at=at + 20 * HOUR if is_read else None,
            **{name: row[name] for name in ("kind", "title", "text", "status", "answer")},
        )

    def _author(self, language: str) -> Volunteer:
        """Of the coordinator's regions, so that the new ones are hers to read."""
        regions = self.coordinator.region_ids
        near = [one for one in self.active if one.region_id in regions]
        speakers = [one for one in near if language in ("en", *one.languages)]
        return self.random.choice(speakers)

    def _support(self, idea: Idea, volunteer: Volunteer) -> IdeaSupport:
        hours = (self.now - idea.created_at) / HOUR
        since = idea.created_at + self.random.uniform(0.3, 0.95) * hours * HOUR
        return IdeaSupport(idea=idea, volunteer=volunteer, since=since)


def _has_too_many(one: Planned) -> bool:
    return any(row.students > row.class_group.enrolled for row in one.attendance)
