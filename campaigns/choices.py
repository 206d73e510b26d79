"""What fields of campaigns may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CampaignStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


class AccessLevel(models.TextChoices):
    """What somebody who was invited to a campaign may do; each contains the one before."""

    VIEW = "view", _("view")
    COMMENT = "comment", _("comment")
    EDIT = "edit", _("edit")
