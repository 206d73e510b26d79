"""Campaigns: who plans them, who was invited, and what the plan says."""

from campaigns.models.accounts import AccountReach, FollowerReading, SocialAccount
from campaigns.models.campaigns import Campaign, CampaignAccess
from campaigns.models.outreach import OutreachRules, Post, PostReading
from campaigns.outreach.choices import Platform, PostStatus, ReadingSource

__all__ = [
    "AccountReach",
    "Campaign",
    "CampaignAccess",
    "FollowerReading",
    "OutreachRules",
    "Platform",
    "Post",
    "PostReading",
    "PostStatus",
    "ReadingSource",
    "SocialAccount",
]
