"""A campaign goes on to its next status, or back; comments are written and settled."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from campaigns.approving.notices import tell_comment, tell_step
from campaigns.choices import AccessLevel
from campaigns.choices import CampaignStatus as Status
from campaigns.models import Campaign, CampaignStep, SectionComment, SheetChange
from campaigns.policy import check_comment, level_of, owns
from sessions.errors import NotNow, Refusal


@dataclass(frozen=True)
class Step:
    """A way from one status to another.

    :param is_approval: only those who approve may, and not for what they sent in themselves.
    :param needs_note: the others have to be told why.
    :param done: what to say afterwards.
    """

    name: str
    since: Status
    to: Status
    label: Promise
    is_approval: bool = False
    needs_note: bool = False
    done: Promise | str = ""


STEPS = [
    Step(
        "submit",
        Status.DRAFT,
        Status.IN_REVIEW,
        gettext_lazy("Send to review"),
        done=gettext_lazy("Sent. A manager reads it now, and says yes or what is to be changed."),
    ),
    Step("take_back", Status.IN_REVIEW, Status.DRAFT, gettext_lazy("Take back to write on")),
    Step(
        "approve",
        Status.IN_REVIEW,
        Status.APPROVED,
        gettext_lazy("Approve the plan"),
        is_approval=True,
    ),
    Step(
        "send_back",
        Status.IN_REVIEW,
        Status.DRAFT,
        gettext_lazy("Send back"),
        is_approval=True,
        needs_note=True,
    ),
    Step("start", Status.APPROVED, Status.RUNNING, gettext_lazy("The campaign runs now")),
    Step("close", Status.RUNNING, Status.CLOSED, gettext_lazy("Close the campaign")),
]
STEP = {step.name: step for step in STEPS}


def steps_for(user: User, campaign: Campaign) -> list[Step]:
    """What this person may do with the campaign's status now."""
    return [
        step
        for step in STEPS
        if step.since == campaign.status
        and _may(user, campaign, step)
        and not (step.is_approval and _sent_in_by(campaign) == user.pk)
    ]


def _may(user: User, campaign: Campaign, step: Step) -> bool:
    if step.is_approval:
        return user.can(Permission.APPROVE_CAMPAIGNS)
    return owns(user, campaign)


def _sent_in_by(campaign: Campaign) -> int | None:
    last = campaign.steps.filter(status=Status.IN_REVIEW).first()
    return last.by_id if last else None


@transaction.atomic
def take_step(campaign: Campaign, step: Step, *, by: User, note: str = "") -> CampaignStep:
    """
    :raises PermissionDenied: it is for others to do.
    :raises NotNow: the campaign is not in that status any more.
    :raises Refusal: there is no note where one is needed, or one would approve one's own.
    """
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if not _may(by, campaign, step):
        raise PermissionDenied
    if campaign.status != step.since:
        raise NotNow(
            _("The campaign is %(status)s by now.") % {"status": campaign.get_status_display()}
        )
    if step.is_approval and _sent_in_by(campaign) == by.pk:
        raise Refusal(_("Somebody else says yes to what you have sent in."))
    if step.needs_note and not note.strip():
        raise Refusal(_("Say what is to be changed."), field="note")
    campaign.status = step.to
    campaign.save(update_fields=["status"])
    taken = campaign.steps.create(status=step.to, by=by, note=note.strip())
    tell_step(campaign, taken, since=step.since)
    return taken


def changes_since_approval(campaign: Campaign) -> int:
    """How often the plan was changed after somebody had said yes to it."""
    approved = campaign.steps.filter(status=Status.APPROVED).first()
    if approved is None:
        return 0
    return SheetChange.objects.filter(sheet__campaign=campaign, at__gt=approved.at).count()


@transaction.atomic
def write_comment(campaign: Campaign, kind: str, text: str, *, by: User) -> SectionComment:
    check_comment(by, campaign)
    comment = campaign.comments.create(kind=kind, text=text, by=by)
    tell_comment(comment)
    return comment


@transaction.atomic
def settle_comment(campaign: Campaign, number: int, *, by: User) -> None:
    """Whoever wrote it or edits the plan says that it is done; said twice changes nothing.

    :raises NotNow: there is no such comment at this campaign.
    """
    comment = campaign.comments.select_for_update().filter(pk=number).first()
    if level_of(by, campaign) != AccessLevel.EDIT and (comment is None or comment.by_id != by.pk):
        raise PermissionDenied
    if comment is None:
        raise NotNow(_("This comment is not there."))
    if comment.settled_at is None:
        comment.settled_by, comment.settled_at = by, timezone.now()
        comment.save(update_fields=["settled_by", "settled_at"])
