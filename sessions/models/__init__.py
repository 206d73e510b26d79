from sessions.models.assignments import Assignment
from sessions.models.attendance import COUNT_FIELDS, MAX_HEAD_COUNT, Attendance
from sessions.models.dirty import DirtyMonth
from sessions.models.feedback import SessionFeedback
from sessions.models.feeds import CalendarFeed
from sessions.models.filling import FillProposal, FillRun, FillSession
from sessions.models.ideas import Idea, IdeaSupport
from sessions.models.invitations import Invitation
from sessions.models.lesson_plans import LessonPlan, LessonStep
from sessions.models.lessons import Lesson
from sessions.models.logs import SessionLog
from sessions.models.not_held import NotHeld
from sessions.models.planning_runs import PlanningRun, WantedSession
from sessions.models.programme_templates import MOST_WEEKS, ProgrammeTemplate, TemplateLesson
from sessions.models.questions import LogQuestion
from sessions.models.sessions import SchoolSession
from sessions.models.sign_up import OpenSignUp
from sessions.models.waiting import WaitingPlace

__all__ = [
    "COUNT_FIELDS",
    "MAX_HEAD_COUNT",
    "MOST_WEEKS",
    "Assignment",
    "Attendance",
    "CalendarFeed",
    "DirtyMonth",
    "FillProposal",
    "FillRun",
    "FillSession",
    "Idea",
    "IdeaSupport",
    "Invitation",
    "Lesson",
    "LessonPlan",
    "LessonStep",
    "LogQuestion",
    "NotHeld",
    "OpenSignUp",
    "PlanningRun",
    "ProgrammeTemplate",
    "SchoolSession",
    "SessionFeedback",
    "SessionLog",
    "TemplateLesson",
    "WaitingPlace",
    "WantedSession",
]
