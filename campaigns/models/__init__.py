"""Campaigns: who plans them, who was invited, what the plan says, and what was published."""

from campaigns.models.accounts import AccountReach, FollowerReading, SocialAccount
from campaigns.models.campaigns import Campaign, CampaignAccess
from campaigns.models.outreach import OutreachRules, Post, PostReading
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
from campaigns.models.sheets import Sheet, SheetChange
from campaigns.outreach.choices import Platform, PostStatus, ReadingSource

__all__ = [
    "AccountReach",
    "Audience",
    "BudgetLine",
    "Campaign",
    "CampaignAccess",
    "Cause",
    "Consequence",
    "Evidence",
    "FollowerReading",
    "Objective",
    "OutreachRules",
    "PlanRow",
    "Platform",
    "Post",
    "PostReading",
    "PostStatus",
    "ReadingSource",
    "Risk",
    "Sheet",
    "SheetChange",
    "SocialAccount",
    "TeamMember",
]
