"""Campaigns: who plans them, who was invited, and what the plan says."""

from campaigns.models.campaigns import Campaign, CampaignAccess

__all__ = ["Campaign", "CampaignAccess"]
