"""Campaigns: who plans them, who was invited, what the plan says, and what was published."""

from campaigns.models.accounts import AccountReach, FollowerReading, SocialAccount
from campaigns.models.activities import Activity
from campaigns.models.campaigns import Campaign, CampaignAccess
from campaigns.models.files import ColumnMeaning, OutreachFile
from campaigns.models.links import LinkDay, ShortLink
from campaigns.models.next_steps import NextStep
from campaigns.models.outreach import OutreachRules, Post, PostReading
from campaigns.models.pictures import Picture, PictureConsent
from campaigns.models.plans import (
    Audience,
    BudgetLine,
    Cause,
    Consequence,
    Evidence,
    Objective,
    PlanRow,
    Risk,
    TeamMember,
)
from campaigns.models.reaching import (
    ChannelUse,
    Indicator,
    IndicatorReading,
    Message,
    Persona,
    Pretest,
)
from campaigns.models.sheets import Sheet, SheetChange
from campaigns.models.steps import CampaignStep, SectionComment
from campaigns.models.workshops import (
    AgendaItem,
    Facilitator,
    Material,
    Participant,
    ParticipantDay,
    Workshop,
    WorkshopOrganisation,
)
from campaigns.outreach.choices import Platform, PostStatus, ReadingSource

__all__ = [
    "AccountReach",
    "Activity",
    "AgendaItem",
    "Audience",
    "BudgetLine",
    "Campaign",
    "CampaignAccess",
    "CampaignStep",
    "Cause",
    "ChannelUse",
    "ColumnMeaning",
    "Consequence",
    "Evidence",
    "Facilitator",
    "FollowerReading",
    "Indicator",
    "IndicatorReading",
    "LinkDay",
    "Material",
    "Message",
    "NextStep",
    "Objective",
    "OutreachFile",
    "OutreachRules",
    "Participant",
    "ParticipantDay",
    "Persona",
    "Picture",
    "PictureConsent",
    "PlanRow",
    "Platform",
    "Post",
    "PostReading",
    "PostStatus",
    "Pretest",
    "ReadingSource",
    "Risk",
    "SectionComment",
    "Sheet",
    "SheetChange",
    "ShortLink",
    "SocialAccount",
    "TeamMember",
    "Workshop",
    "WorkshopOrganisation",
]
