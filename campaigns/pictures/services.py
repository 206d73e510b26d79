"""Adding pictures, and taking them away with their bytes."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from campaigns.models import Campaign, Picture, PictureConsent, Post
from campaigns.outreach.policy import check
from campaigns.pictures import files, policy
from campaigns.pictures.choices import GoneWhy, Shows
from campaigns.pictures.encoding import Encoded
from sessions.errors import NotNow, Refusal, refusal_of
from volunteers.models import Volunteer

MOST_OF_A_POST = 10
MOST_OF_A_CAMPAIGN = 200
LEFT_OVER_AFTER = datetime.timedelta(hours=1)
"""A file without a row that is older belongs to nothing that is still under way."""


@dataclass(frozen=True)
class Paper:
    """A consent that is not in Birge. Who signed, when, to what, and where the paper is."""

    said_by: str
    said_on: datetime.date
    purpose: str
    kept_at: str


@dataclass(frozen=True)
class NewPicture:
    """A picture that somebody sends, with all that has to be said of it."""

    encoded: Encoded
    alt: str
    shows: str
    volunteers: Sequence[Volunteer] = ()
    paper: Paper | None = None


def add_to_post(post: Post, *, by: User, new: NewPicture) -> Picture:
    """:raises Refusal: nobody agreed, or the post has as many pictures as it may have."""
    with transaction.atomic():
        post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        check(policy.may_add_to_post(by, post))
        _check_room(post.pictures, MOST_OF_A_POST)
        return _add(Picture(post=post, created_by=by), new)


def add_to_campaign(campaign: Campaign, *, by: User, new: NewPicture) -> Picture:
    """:raises Refusal: nobody agreed, or the campaign has as many pictures as it may have."""
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
        check(policy.may_add_to_campaign(by, campaign))
        _check_room(campaign.pictures, MOST_OF_A_CAMPAIGN)
        return _add(Picture(campaign=campaign, created_by=by), new)


def _check_room(pictures, most: int) -> None:
    if pictures.filter(gone_at=None).count() >= most:
        raise Refusal(
            _("There are %(most)s pictures already. Take one away first.") % {"most": most},
            field="file",
        )


def _add(picture: Picture, new: NewPicture) -> Picture:
    """The row, its consents and then its files; without one of them nothing of it is there."""
    picture.key = uuid.uuid4()
    picture.width, picture.height = new.encoded.width, new.encoded.height
    picture.alt, picture.shows = new.alt.strip(), new.shows
    consents = _consents(picture, new)
    if new.shows == Shows.PEOPLE and not consents:
        raise Refusal(_("No picture of people without their consent."), field="shows")
    try:
        with transaction.atomic():
            picture.save(force_insert=True)
            PictureConsent.objects.bulk_create(consents)
    except IntegrityError as error:
        refusal = refusal_of(error, _BROKEN_CONSTRAINTS)
        if refusal is None:
            raise
        raise refusal from error
    files.write(picture.key, new.encoded)
    return picture


_BROKEN_CONSTRAINTS = {
    "picture_of_volunteer_has_consent": (
        "shows",
        gettext_lazy("Somebody on it has not said yes to pictures, or has taken it back."),
    )
}


def _consents(picture: Picture, new: NewPicture) -> list[PictureConsent]:
    if new.shows != Shows.PEOPLE:
        return []
    rests_on = [PictureConsent(picture=picture, volunteer=one) for one in new.volunteers]
    if new.paper:
        rests_on.append(PictureConsent(picture=picture, **vars(new.paper)))
    return rests_on


def take_away(picture: Picture, *, by: User, why: GoneWhy) -> None:
    """The picture with all that was said of it; who did it, when and why stays.

    :raises NotNow: it is gone already.
    """
    with transaction.atomic():
        rows = Picture.objects.select_for_update(of=("self",))
        found = rows.select_related("post__volunteer", "post__account", "campaign").get(
            pk=picture.pk
        )
        check(policy.may_take_away(by, found))
        if found.gone_at:
            raise NotNow(_("This picture is gone already."))
        _empty([found.pk], by=by, why=why)
    remove_bytes()


def take_away_without_consent(volunteer: Volunteer | None = None) -> int:
    """All that rest on a volunteer's consent which is not in force any more."""
    pictures = Picture.objects.without_consent()
    if volunteer:
        pictures = pictures.filter(consents__volunteer=volunteer)
    with transaction.atomic():
        gone = _empty(list(pictures.values_list("pk", flat=True)), why=GoneWhy.TAKEN_BACK)
    remove_bytes()
    return gone


def forget_pictures_of(volunteer: Volunteer) -> None:
    """Somebody leaves for good: the pictures of their posts, and those on which they are."""
    telling = Picture.objects.that_tell_of(volunteer)
    _empty(list(telling.values_list("pk", flat=True)), why=GoneWhy.LEFT)
    transaction.on_commit(remove_bytes)


def _empty(numbers: list[int], *, by: User | None = None, why: GoneWhy) -> int:
    """In the caller's transaction; from its end on nobody gets the bytes."""
    changed = Picture.objects.filter(pk__in=numbers, gone_at=None).update(
        gone_at=timezone.now(), gone_by=by, gone_why=why, alt=""
    )
    PictureConsent.objects.filter(picture__in=numbers).delete()
    return changed


def remove_bytes() -> None:
    """Of pictures that are gone. A row says that its files are gone only once they are."""
    gone = Picture.objects.exclude(gone_at=None).exclude(key=None)
    for number, key in list(gone.values_list("pk", "key")):
        files.remove(key)
        Picture.objects.filter(pk=number).update(key=None)


def sweep(now: datetime.datetime | None = None) -> None:
    """What is left over: consents that ended, bytes of pictures that are gone, files of none."""
    take_away_without_consent()
    before = (now or timezone.now()) - LEFT_OVER_AFTER
    there = list(files.keys_older_than(before))
    known = set(Picture.objects.filter(key__in=there).values_list("key", flat=True))
    for key in there:
        if key not in known:
            files.remove(key)
