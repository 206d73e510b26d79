"""What those are told who were invited to a campaign, or work for an organisation now."""

from django.utils.translation import gettext as _

from accounts.models import Grant, User
from campaigns.choices import AccessLevel
from campaigns.models import CampaignAccess
from campaigns.people.workers import of_access
from campaigns.telling import about, address_of, still_sees, tell
from outbox.kinds import Content
from outbox.models import Letter

INVITED = "campaign_invited"
MEMBER = "organisation_member"


def tell_invited(access: CampaignAccess, *, by: User) -> None:
    """The person, or the organisation's members; once for each level that they were given."""
    tell(
        of_access(access),
        INVITED,
        f"{access.pk}:{access.level}",
        data={"access": access.pk, "level": access.level},
        about=about(access.campaign),
        by=by,
    )


def words_of_invitation(letter: Letter) -> Content | None:
    """Nothing once the invitation was taken back, or says something else."""
    access = (
        CampaignAccess.objects.filter(pk=letter.data["access"], level=letter.data["level"])
        .select_related("campaign__organisation")
        .first()
    )
    if access is None or not still_sees(letter, access.campaign):
        return None
    campaign = access.campaign
    may = {
        AccessLevel.VIEW: _("You can read the plan."),
        AccessLevel.COMMENT: _("You can read the plan, and comment on each section."),
        AccessLevel.EDIT: _("You can write the plan together with them."),
    }
    words = {"organisation": campaign.organisation.name, "campaign": campaign.title}
    return Content(
        subject=_("You are invited to a campaign: %(campaign)s") % words,
        paragraphs=[
            _("%(organisation)s opens its campaign “%(campaign)s” to you.") % words,
            may[AccessLevel(access.level)],
        ],
        url=address_of("detail", campaign.pk),
        button=_("Open the campaign"),
    )


def tell_member(grant: Grant, *, by: User) -> None:
    tell(
        [grant.user],
        MEMBER,
        str(grant.pk),
        data={"grant": grant.pk},
        about=f"organisation:{grant.organisation_id}",
        by=by,
    )


def words_of_membership(letter: Letter) -> Content | None:
    grant = Grant.objects.filter(pk=letter.data["grant"]).select_related("organisation").first()
    if grant is None:
        return None
    words = {"organisation": grant.organisation.name}
    return Content(
        subject=_("You work with %(organisation)s in Birge now") % words,
        paragraphs=[
            _("You see and write the campaigns of %(organisation)s from now on.") % words,
        ],
        url=address_of("list"),
        button=_("See the campaigns"),
    )
