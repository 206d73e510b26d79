"""One full campaign plan, for families who moved for work; everything in it is invented."""

import datetime

from accounts.models import Organisation, User
from campaigns.choices import CampaignStatus
from campaigns.models import Campaign, SectionComment
from campaigns.starting.filling import fill_from
from config.demo.next_steps import make_next_steps
from config.demo.versions import make_versions

TITLE = "Every child in class: families on the move"
_WAY = (
    (CampaignStatus.IN_REVIEW, "partner", -52, ""),
    (CampaignStatus.APPROVED, "manager", -47, "Good that the schools are spoken to first."),
    (CampaignStatus.RUNNING, "partner", -40, ""),
)


def make_campaigns(users: dict[str, User], now: datetime.datetime) -> None:
    """The plan of the partner's organisation; the others may comment on it, or read it."""
    partner = users["partner"]
    campaign = Campaign.objects.create(
        organisation=partner.grants.get().organisation,
        title=TITLE,
        created_by=partner,
        status=CampaignStatus.RUNNING,
        created_at=now - datetime.timedelta(days=60),
    )
    fill_from("demo", campaign, start=now.date())
    for status, name, day, note in _WAY:
        at = now + datetime.timedelta(days=day)
        campaign.steps.create(status=status, by=users[name], at=at, note=note)
    for level, organisation in zip(
        ("comment", "view"), Organisation.objects.exclude(pk=campaign.organisation_id), strict=False
    ):
        campaign.access.create(organisation=organisation, level=level)
    campaign.access.create(user=users["coordinator"], level="comment")
    SectionComment.objects.create(
        campaign=campaign,
        kind="channels",
        text="The consulates are closed on the first Friday of the month.",
        by=users["coordinator"],
        at=now - datetime.timedelta(days=3),
    )
    make_next_steps(campaign, users, now)
    make_versions(campaign, users, now)
