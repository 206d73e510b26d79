"""Who can do what: roles, permissions, and which role has which. All of it is on this page.

A permission opens a kind of page or action. *Which* rows a person meets there is decided by
each model's ``visible_to(user)``: a coordinator has ``PLAN_SESSIONS``, for the schools of the
regions that were granted. *Whether now* is decided by each app's ``policy.py``.
"""

from enum import StrEnum, auto
from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    VOLUNTEER = "volunteer", _("volunteer")
    COORDINATOR = "coordinator", _("coordinator")
    MANAGER = "manager", _("manager")
    PARTNER = "partner", _("partner organisation")
    ADMINISTRATOR = "administrator", _("administrator")


class Permission(StrEnum):
    SEE_START = auto()
    """The start page and one's own account: everyone who is signed in, even without a role."""
    SEE_SESSIONS = auto()
    PLAN_SESSIONS = auto()
    """Create, change, cancel and staff sessions."""
    LOG_SESSIONS = auto()
    """Write the log of a session that one teaches."""
    TAKE_PLACES = auto()
    """Take open places, wait for them, answer invitations, say that one can't come."""
    VERIFY_LOGS = auto()
    SEE_IDEAS = auto()
    """What volunteers would teach, or do better."""
    PROPOSE_IDEAS = auto()
    """Propose ideas, and support those of others."""
    ANSWER_IDEAS = auto()
    """Say what comes of an idea, and make a lesson's draft of it."""
    SEE_OWN_HOURS = auto()
    SEE_OWN_DATA = auto()
    """What is held about oneself: read it, take it along, set it right, have it taken out."""
    SEE_SCHOOLS = auto()
    MOVE_SCHOOLS = auto()
    """Say in which region a school is or was: figures and coordinators change with it."""
    EDIT_SCHOOL_CALENDAR = auto()
    """Lesson times of schools, and school breaks: the own regions' or, of managers, all."""
    SEE_VOLUNTEERS = auto()
    """Volunteers with their contact data."""
    EDIT_VOLUNTEERS = auto()
    """Record trainings, exceptions and checks, and when somebody can teach."""
    SEE_TRAINING = auto()
    """Training units: volunteers those of their projects, coordinators all that are open."""
    TAKE_TRAINING = auto()
    """Answer the questions of a unit, and so become trained."""
    SET_OWN_TIMES = auto()
    """One's own weekly hours and times away."""
    EDIT_CONTENT = auto()
    """What volunteers learn from and teach from: training units, quizzes, lesson plans."""
    ERASE_VOLUNTEERS = auto()
    """Take out all that tells who a volunteer is; it cannot be undone."""
    SEE_REPORTS = auto()
    SEE_IMPACT = auto()
    """The programme's headline figures, with nothing smaller than the country."""
    EDIT_GOALS = auto()
    """Which project contributes to which Sustainable Development Goal, since and until when."""
    EDIT_TARGETS = auto()
    """What a figure is to reach, and its baseline."""
    EXPORT_REPORTS = auto()
    DRAFT_REPORTS = auto()
    """Write reports that are to be published, and read those that were."""
    PUBLISH_REPORTS = auto()
    """Say yes to somebody's report, which freezes it; and withdraw one."""
    SEE_QUALITY = auto()
    """What looks wrong in the records."""
    REVIEW_QUALITY = auto()
    """Say that what looks wrong is right, and take that back."""
    EXPORT_SESSIONS = auto()
    """All sessions as a file, which names volunteers by their e-mail addresses."""
    SEE_ALL_EXPORTS = auto()
    """Which files went out, to whom and when; and the files themselves."""
    ISSUE_CERTIFICATES = auto()
    """What was taught at a school, as a document that anyone can check."""
    REVOKE_CERTIFICATES = auto()
    SUBSCRIBE_REPORTS = auto()
    """The monthly report of the whole country by e-mail, for oneself and others who may."""
    WRITE_TO_VOLUNTEERS = auto()
    """Everyone of a session, a day or a school, in one's own words."""
    SEE_LETTERS = auto()
    """What was written to whom, and whether it arrived."""
    SEE_MAIL_FOLDER = auto()
    """All mails, where there is no mail server and files take them: also those that let in."""
    SEE_CAMPAIGNS = auto()
    """Campaigns of the own organisation, and those to which one was invited; managers all."""
    CREATE_CAMPAIGNS = auto()
    """Begin campaigns, invite others to them, and send them to review."""
    EDIT_ORGANISATIONS = auto()
    """Partner organisations, and who works for them."""
    APPROVE_CAMPAIGNS = auto()
    """Say yes to a campaign's plan, or send it back."""
    SEE_POSTS = auto()
    """Posts in social media: one's own, those of the own regions, organisation or campaigns."""
    WRITE_POSTS = auto()
    """Submit or plan posts, and write down what came of them."""
    APPROVE_POSTS = auto()
    """Say yes or no to volunteers' posts."""
    SEE_OUTREACH = auto()
    """What posts and accounts reached, together."""
    EDIT_ACCOUNTS = auto()
    """Accounts in social media and their followers: managers all, partners the own ones."""
    TAKE_IN_NUMBERS = auto()
    """Files of platforms, for the posts that one may measure; new posts on accounts one keeps."""
    EDIT_LINKS = auto()
    """Make short links for posters, and say where they lead."""
    SET_OUTREACH_RULES = auto()
    """Whether volunteers' posts are looked at before they go out, or after."""
    IMPORT_DATA = auto()
    SEE_HISTORY = auto()
    """Who changed what and when, on an object's page."""


_EVERYONE = frozenset({Permission.SEE_START})

_COORDINATOR = _EVERYONE | {
    Permission.SEE_SESSIONS,
    Permission.SEE_IDEAS,
    Permission.ANSWER_IDEAS,
    Permission.PLAN_SESSIONS,
    Permission.VERIFY_LOGS,
    Permission.SEE_SCHOOLS,
    Permission.EDIT_SCHOOL_CALENDAR,
    Permission.SEE_VOLUNTEERS,
    Permission.EDIT_VOLUNTEERS,
    Permission.SEE_TRAINING,
    Permission.SEE_REPORTS,
    Permission.EXPORT_REPORTS,
    Permission.SEE_QUALITY,
    Permission.REVIEW_QUALITY,
    Permission.ISSUE_CERTIFICATES,
    Permission.SEE_HISTORY,
    Permission.WRITE_TO_VOLUNTEERS,
    Permission.SEE_LETTERS,
    Permission.SEE_CAMPAIGNS,
    Permission.SEE_POSTS,
    Permission.WRITE_POSTS,
    Permission.APPROVE_POSTS,
    Permission.SEE_OUTREACH,
    Permission.TAKE_IN_NUMBERS,
    Permission.EDIT_LINKS,
}

_MANAGER = _COORDINATOR | {
    Permission.SEE_IMPACT,
    Permission.DRAFT_REPORTS,
    Permission.PUBLISH_REPORTS,
    Permission.EDIT_GOALS,
    Permission.EDIT_TARGETS,
    Permission.EXPORT_SESSIONS,
    Permission.SEE_ALL_EXPORTS,
    Permission.REVOKE_CERTIFICATES,
    Permission.SUBSCRIBE_REPORTS,
    Permission.IMPORT_DATA,
    Permission.MOVE_SCHOOLS,
    Permission.EDIT_CONTENT,
    Permission.ERASE_VOLUNTEERS,
    Permission.CREATE_CAMPAIGNS,
    Permission.APPROVE_CAMPAIGNS,
    Permission.EDIT_ORGANISATIONS,
    Permission.EDIT_ACCOUNTS,
    Permission.SET_OUTREACH_RULES,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VOLUNTEER: _EVERYONE
    | {
        Permission.SEE_SESSIONS,
        Permission.SEE_IDEAS,
        Permission.PROPOSE_IDEAS,
        Permission.LOG_SESSIONS,
        Permission.TAKE_PLACES,
        Permission.SEE_OWN_HOURS,
        Permission.SEE_TRAINING,
        Permission.TAKE_TRAINING,
        Permission.SET_OWN_TIMES,
        Permission.SEE_OWN_DATA,
        Permission.SEE_POSTS,
        Permission.WRITE_POSTS,
    },
    Role.COORDINATOR: _COORDINATOR,
    Role.MANAGER: _MANAGER,
    Role.PARTNER: _EVERYONE
    | {
        Permission.SEE_IMPACT,
        Permission.SEE_CAMPAIGNS,
        Permission.CREATE_CAMPAIGNS,
        Permission.SEE_POSTS,
        Permission.WRITE_POSTS,
        Permission.SEE_OUTREACH,
        Permission.EDIT_LINKS,
        Permission.EDIT_ACCOUNTS,
        Permission.TAKE_IN_NUMBERS,
    },
    # People, roles and reference data, on the admin site; no programme data by this role alone.
    Role.ADMINISTRATOR: _EVERYONE | {Permission.SEE_MAIL_FOLDER},
}

ROLES_WITH_ALL_REGIONS = frozenset({Role.MANAGER})
ROLES_WITH_SECOND_FACTOR = frozenset({Role.MANAGER, Role.ADMINISTRATOR})


@cache
def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """What a person with these roles may do; with no role, only the start page."""
    return _EVERYONE.union(*(ROLE_PERMISSIONS[role] for role in roles))


def roles_with(permission: Permission) -> list[Role]:
    return [role for role, held in ROLE_PERMISSIONS.items() if permission in held]
