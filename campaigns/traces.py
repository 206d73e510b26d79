"""What this app holds about volunteers, and for how long."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campaigns.models import OutreachFile, Participant, Picture, PictureConsent, Post
from campaigns.pictures.services import forget_pictures_of, take_away_without_consent
from volunteers.models import Volunteer
from volunteers.privacy.pictures import announce_picture_keeper
from volunteers.privacy.retention import Rule, announce_rule, midnight
from volunteers.privacy.traces import Trace, announce


def forget_files(before: datetime.date) -> None:
    """Files of platforms that nobody took in; of others the content is gone already."""
    OutreachFile.objects.filter(taken_at=None, created_at__lt=midnight(before)).delete()


@dataclass(frozen=True)
class PictureTrace(Trace):
    """Pictures have files, and one row is told of by whoever wrote its post and who is on it."""

    def rows(self, volunteer: Volunteer) -> models.QuerySet:
        rows = self.model._default_manager
        if self.model is Picture:
            return rows.filter(post__volunteer=volunteer, gone_at=None)
        return rows.filter(volunteer=volunteer)

    def erase(self, volunteer: Volunteer) -> None:
        forget_pictures_of(volunteer)


def forget_addresses(before: datetime.date) -> None:
    """Whoever was at a workshop needs no letters about it any more; names stay on the list."""
    Participant.objects.filter(workshop__end_date__lt=before).exclude(email="").update(email="")


announce_rule(Rule("outreach_files", forget_files))
announce_rule(Rule("workshop_addresses", forget_addresses))
announce_picture_keeper(take_away_without_consent)

announce(
    # Before posts, which tell whose pictures they are.
    PictureTrace(
        Picture, _("Pictures in your posts"), path="created_by", shows=("alt", "created_at")
    ),
    PictureTrace(PictureConsent, _("Pictures on which you are"), shows=("picture",)),
    # The numbers of a post stay, since figures rest on them; whose it was does not.
    Trace(
        Post,
        _("Posts"),
        shows=("platform", "text", "link", "published_on", "status"),
        empties={
            "text": "",
            "link": "",
            "external_id": "",
            "decline_reason": "—",
            "volunteer": None,
        },
    ),
    # That somebody came for an organisation stays; who it was does not.
    Trace(
        Participant,
        _("Workshops"),
        path="user",
        shows=("name", "email"),
        empties={"name": "", "email": "", "erased_at": Now()},
    ),
)
