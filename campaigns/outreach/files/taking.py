"""Taking in what a file says: whole or not at all, and the same file again changes nothing."""

import datetime
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from campaigns.models import (
    ColumnMeaning,
    FollowerReading,
    OutreachFile,
    Post,
    PostReading,
    PostStatus,
    ReadingSource,
    SocialAccount,
)
from campaigns.outreach import policy
from campaigns.outreach.choices import MEASURES
from campaigns.outreach.files.columns import Meaning, folded_head, known_meaning
from campaigns.outreach.files.days import with_days_summed
from campaigns.outreach.files.reading import Row, Table, check_rows, read_table, rows_of
from campaigns.outreach.platforms import platform_of
from sessions.errors import NotNow
from transfers.imports.faults import Fault, FileRefused

BATCH = 1000


@dataclass
class Counts:
    """What a file changes."""

    posts: int = 0
    readings: int = 0
    corrected: int = 0
    unchanged: int = 0
    followers: int = 0
    summed: int = 0
    """Posts whose numbers of single days were added up."""
    left_out: int = 0
    """Rows of an account's file that are for others to take in."""

    @property
    def changes(self) -> int:
        return self.posts + self.readings + self.corrected + self.followers


def meanings_of(file: OutreachFile, table: Table) -> tuple[dict[str, Meaning], list[str]]:
    """What the columns mean, as it is documented or was said once; and those nobody knows."""
    said = dict(ColumnMeaning.objects.filter(platform=file.platform).values_list("head", "meaning"))
    meanings, unknown = {}, []
    for head in filter(None, table.heads):
        folded = folded_head(head)
        if meaning := said.get(folded) or known_meaning(file.platform, head):
            meanings[folded] = Meaning(meaning)
        else:
            unknown.append(head)
    return meanings, unknown


@transaction.atomic
def remember_meanings(file: OutreachFile, *, by: User, meanings: dict[str, str]) -> None:
    """Say once what columns mean that nobody knew; the next file of the platform needs no asking.

    :param meanings: by the columns' names, as they are written.
    """
    check_may_take(by, file)
    for head, meaning in meanings.items():
        ColumnMeaning.objects.update_or_create(
            platform=file.platform,
            head=folded_head(head),
            defaults={"meaning": Meaning(meaning)},
        )


def may_take(user: User, file: OutreachFile) -> bool:
    """Of an account who keeps it, and coordinators; of other tables whoever pasted them."""
    if file.account_id:
        return policy.may_take_in(user, file.account)
    return file.created_by_id == user.pk


def check_may_take(user: User, file: OutreachFile) -> None:
    """:raises PermissionDenied: it is for somebody else to do."""
    policy.check(may_take(user, file))


def keep_file(
    *,
    by: User,
    account: SocialAccount | None,
    name: str,
    content: str,
    read_on: datetime.date,
    source: ReadingSource,
) -> OutreachFile:
    """Keep what was sent until it is taken in; nothing of it counts before."""
    policy.check(by.can(Permission.TAKE_IN_NUMBERS))
    policy.check(account is None or policy.may_take_in(by, account))
    return OutreachFile.objects.create(
        created_by=by,
        account=account,
        name=name[:200],
        content=content,
        read_on=read_on,
        source=source,
    )


def look_at(file: OutreachFile, *, by: User) -> Counts:
    """What the file would change; nothing is written.

    :raises FileRefused: something is wrong with it.
    """
    return _Taking(file, by).plan()


def take_in(file: OutreachFile, *, by: User) -> Counts:
    """Write what the file says, all of it or nothing. Its content is not kept after that.

    :raises FileRefused: something is wrong with it.
    :raises NotNow: it was taken in already, or the same came in from elsewhere at this moment.
    """
    try:
        return _take_in(file, by)
    except IntegrityError as error:
        raise NotNow(
            _("Records changed while the file was taken in. Nothing was written; look again.")
        ) from error


def _take_in(file: OutreachFile, by: User) -> Counts:
    with transaction.atomic():
        files = OutreachFile.objects.select_for_update(of=("self",)).select_related("account")
        file = files.get(pk=file.pk)
        check_may_take(by, file)
        if file.taken_at:
            raise NotNow(_("This file was taken in already."))
        taking = _Taking(file, by)
        counts = taking.plan()
        taking.write()
        file.content, file.taken_at, file.counts = "", timezone.now(), asdict(counts)
        file.save()
    return counts


class _Taking:
    """One file on its way in: what it would change, and then the change."""

    def __init__(self, file: OutreachFile, by: User) -> None:
        self.file, self.by = file, by
        # A coordinator takes an account's file for the posts of the own regions among it.
        self.leaves_out = bool(file.account_id) and not policy.may_change_account(by, file.account)
        self.left_out = 0
        self.faults: list[Fault] = []
        self.new_posts: list[Post] = []
        self.new_readings: list[PostReading] = []
        self.new_followers: list[FollowerReading] = []
        self.corrected: list[PostReading | FollowerReading] = []
        self.unchanged = 0

    def plan(self) -> Counts:
        table = read_table(self.file.content)
        meanings, _unknown = meanings_of(self.file, table)
        rows, faults = rows_of(table, meanings)
        rows, of_days = with_days_summed(rows)
        self.faults = faults + of_days + check_rows(rows, self.file.read_on, timezone.localdate())
        of_followers = [row for row in rows if row.values.get(Meaning.FOLLOWERS) is not None]
        of_posts = [row for row in rows if row.values.get(Meaning.FOLLOWERS) is None]
        posts = self._find_posts(of_posts)
        if of_followers and not self.file.account_id:
            self._fault(of_followers[0], _("Choose the account whose followers these are."))
        elif self.leaves_out:
            self.left_out += len(of_followers)
            of_followers = []
        if self.faults:
            raise FileRefused(sorted(self.faults, key=lambda fault: fault.line))
        known = [pair for pair in zip(of_posts, posts, strict=True) if pair[1]]
        self._plan_readings(known)
        self._plan_followers(of_followers)
        return Counts(
            posts=len(self.new_posts),
            summed=sum(row.since is not None for row, _post in known),
            left_out=self.left_out,
            readings=len(self.new_readings),
            corrected=len(self.corrected),
            unchanged=self.unchanged,
            followers=len(self.new_followers),
        )

    def write(self) -> None:
        """What was planned, in the caller's transaction."""
        Post.objects.bulk_create(self.new_posts, batch_size=BATCH)
        PostReading.objects.bulk_create(self.new_readings, batch_size=BATCH)
        FollowerReading.objects.bulk_create(self.new_followers, batch_size=BATCH)
        for reading in self.corrected:
            reading.save()

    def _fault(self, row: Row, message: str, column: str = "") -> None:
        self.faults.append(Fault(row.line, column, message))

    def _find_posts(self, rows: list[Row]) -> list[Post | None]:
        """The post of each row: one that is here, or of an account a new one."""
        links = {row.values.get(Meaning.LINK) for row in rows} - {None, ""}
        numbers = {row.values.get(Meaning.EXTERNAL_ID) for row in rows} - {None, ""}
        related = Post.objects.select_related("volunteer", "account", "organisation")
        by_link = {post.link: post for post in related.filter(link__in=links)}
        by_number = {}
        if self.file.account_id:
            there = related.filter(platform=self.file.platform, external_id__in=numbers)
            by_number = {post.external_id: post for post in there}
        found: list[Post | None] = []
        for row in rows:
            link = row.values.get(Meaning.LINK) or ""
            number = row.values.get(Meaning.EXTERNAL_ID) or ""
            post = by_number.get(number) or by_link.get(link)
            post = self._checked(row, post) if post else self._new_post(row, link, number)
            found.append(post)
            if post:
                by_link |= {link: post} if link else {}
                by_number |= {number: post} if number else {}
        self._note_twice(rows, found)
        return found

    def _note_twice(self, rows: list[Row], posts: list[Post | None]) -> None:
        """A post that one row names by its link and another one by its number."""
        seen: dict[tuple, int] = {}
        named = {fault.line for fault in self.faults}
        for row, post in zip(rows, posts, strict=True):
            key = (id(post), self._date(row))
            if post and key in seen and row.line not in named:
                self._fault(
                    row, _("The same stands in line %(line)s already.") % {"line": seen[key]}
                )
            seen.setdefault(key, row.line)

    def _checked(self, row: Row, post: Post) -> Post | None:
        if not policy.may_measure(self.by, post):
            if self.leaves_out:
                self.left_out += 1
                return None
            self._fault(row, _("This post is for somebody else to measure."))
            return None
        if post.status != PostStatus.PUBLISHED:
            self._fault(row, _("This post is here, and not as published."))
            return None
        if post.published_on > self._date(row):
            self._fault(row, _("The post was not out on the day of the reading."))
            return None
        return post if self._is_whole(row, post.published_on) else None

    def _is_whole(self, row: Row, published_on: datetime.date) -> bool:
        """Numbers of single days make those since it went out only where none is missing."""
        if not row.since or row.since <= published_on:
            return True
        message = _(
            "The file has single days from %(first)s on, and the post went out on %(day)s. Export "
            "from that day on, or choose lifetime numbers."
        )
        days = {"first": row.since, "day": published_on}
        shown = {name: formats.date_format(day, "SHORT_DATE_FORMAT") for name, day in days.items()}
        self._fault(row, message % shown)
        return False

    def _new_post(self, row: Row, link: str, number: str) -> Post | None:
        if not self.file.account_id:
            self._fault(row, _("No post with this link is here. Write the post down first."))
            return None
        if self.leaves_out:
            self.left_out += 1
            return None
        if link and platform_of(link) != self.file.platform:
            self._fault(row, _("This link is not of the account’s platform."))
            return None
        if not row.values.get(Meaning.PUBLISHED):
            self._fault(row, _("This post is new here, and no day says when it went out."))
            return None
        if not self._is_whole(row, row.values[Meaning.PUBLISHED]):
            return None
        return Post(
            status=PostStatus.PUBLISHED,
            platform=self.file.platform,
            account=self.file.account,
            organisation_id=self.file.account.organisation_id,
            project_id=self.file.account.project_id,
            text=row.values.get(Meaning.TEXT) or "",
            link=link,
            external_id=number,
            published_on=row.values[Meaning.PUBLISHED],
            created_by=self.by,
            checked_by=self.by,
            checked_at=timezone.now(),
        )

    def _date(self, row: Row) -> datetime.date:
        return row.values.get(Meaning.DATE) or self.file.read_on

    def _plan_readings(self, rows: list[tuple[Row, Post]]) -> None:
        new = {id(post): post for _row, post in rows if post._state.adding}
        self.new_posts = list(new.values())
        known = [post.pk for _row, post in rows if post.pk]
        readings = PostReading.objects.filter(post__in=known, source=self.file.source)
        there = {(reading.post_id, reading.date): reading for reading in readings}
        for row, post in rows:
            measured = dict.fromkeys(MEASURES) | row.measures()
            reading = there.get((post.pk, self._date(row)))
            if reading is None:
                self.new_readings.append(
                    PostReading(
                        post=post,
                        date=self._date(row),
                        source=self.file.source,
                        recorded_by=self.by,
                        **measured,
                    )
                )
            else:
                self._compare(reading, measured)

    def _plan_followers(self, rows: list[Row]) -> None:
        readings = FollowerReading.objects.filter(
            account=self.file.account_id, source=self.file.source
        )
        there = {reading.date: reading for reading in readings}
        for row in rows:
            followers, reading = row.values[Meaning.FOLLOWERS], there.get(self._date(row))
            if reading is None:
                self.new_followers.append(
                    FollowerReading(
                        account=self.file.account,
                        date=self._date(row),
                        source=self.file.source,
                        followers=followers,
                        recorded_by=self.by,
                    )
                )
            else:
                self._compare(reading, {"followers": followers})

    def _compare(self, reading: PostReading | FollowerReading, said: dict) -> None:
        if all(getattr(reading, name) == value for name, value in said.items()):
            self.unchanged += 1
            return
        for name, value in said.items():
            setattr(reading, name, value)
        reading.recorded_by, reading.recorded_at = self.by, timezone.now()
        self.corrected.append(reading)
