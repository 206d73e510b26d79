"""What is told of a plan's way to its approval, and of comments."""

from django.utils.translation import gettext as _

from campaigns.choices import CampaignStatus as Status
from campaigns.models import Campaign, CampaignStep, SectionComment
from campaigns.people.workers import approvers, editors_of
from campaigns.sections.registry import SECTIONS
from campaigns.telling import about, address_of, still_sees, tell
from outbox.kinds import Content
from outbox.models import Letter

SENT_IN = "plan_sent_in"
ANSWERED = "plan_answered"
COMMENTED = "campaign_comment"


def tell_step(campaign: Campaign, step: CampaignStep, *, since: str) -> None:
    """Who approves learns what waits; who writes the plan learns the answer.

    :param since: the status before the step.
    """
    if step.status == Status.IN_REVIEW:
        kind, people = SENT_IN, approvers()
    elif since == Status.IN_REVIEW and step.by_id != _sent_in_by(campaign):
        kind, people = ANSWERED, editors_of(campaign)
    else:
        return
    tell(people, kind, str(step.pk), data={"step": step.pk}, about=about(campaign), by=step.by)


def _sent_in_by(campaign: Campaign) -> int | None:
    """Whoever takes back what they sent in answers nobody."""
    sent = campaign.steps.filter(status=Status.IN_REVIEW).first()
    return sent.by_id if sent else None


def _step_of(letter: Letter) -> CampaignStep | None:
    return (
        CampaignStep.objects.filter(pk=letter.data["step"])
        .select_related("campaign__organisation", "by")
        .first()
    )


def words_of_sent_in(letter: Letter) -> Content | None:
    """Nothing once it was answered or taken back."""
    step = _step_of(letter)
    if step is None or step.campaign.status != Status.IN_REVIEW:
        return None
    if step.campaign.steps.first() != step or not still_sees(letter, step.campaign):
        return None
    words = {
        "organisation": step.campaign.organisation.name,
        "campaign": step.campaign.title,
        "name": step.by,
    }
    return Content(
        subject=_("A plan waits for your answer: %(campaign)s") % words,
        paragraphs=[
            _("%(name)s sent in the plan “%(campaign)s” of %(organisation)s.") % words,
            *([step.note] if step.note else []),
        ],
        url=address_of("detail", step.campaign_id),
        button=_("Read the plan"),
    )


def words_of_answer(letter: Letter) -> Content | None:
    step = _step_of(letter)
    if step is None or not still_sees(letter, step.campaign):
        return None
    words = {"campaign": step.campaign.title, "name": step.by}
    if step.status == Status.APPROVED:
        subject = _("Your plan is approved: %(campaign)s") % words
        first = _("%(name)s says yes to your plan. Start the campaign when you are ready.") % words
    else:
        subject = _("Your plan came back: %(campaign)s") % words
        first = _("%(name)s asks you to change something, then send it in again:") % words
    return Content(
        subject=subject,
        paragraphs=[first, *([step.note] if step.note else [])],
        url=address_of("detail", step.campaign_id),
        button=_("Open the plan"),
    )


def tell_comment(comment: SectionComment) -> None:
    """Those who write the plan; comments of a day come in one mail."""
    tell(
        editors_of(comment.campaign),
        COMMENTED,
        str(comment.pk),
        data={"comment": comment.pk},
        about=about(comment.campaign),
        by=comment.by,
    )


def words_of_comment(letter: Letter) -> Content | None:
    """Nothing once it is settled."""
    comment = (
        SectionComment.objects.filter(pk=letter.data["comment"], settled_at=None)
        .select_related("campaign", "by")
        .first()
    )
    if comment is None or not still_sees(letter, comment.campaign):
        return None
    words = {
        "name": comment.by,
        "section": SECTIONS[comment.kind].title,
        "campaign": comment.campaign.title,
    }
    return Content(
        subject=_("A comment on %(section)s: %(campaign)s") % words,
        paragraphs=[_("%(name)s writes about “%(section)s”:") % words, comment.text],
        url=address_of("section", comment.campaign_id, comment.kind),
        button=_("Answer it there"),
    )
