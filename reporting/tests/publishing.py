"""Reports on their way to being published, for tests."""

from dataclasses import dataclass

from django.db import connection

from accounts.models import User
from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.models import Publication
from reporting.period_words import period_of
from reporting.publishing import services
from reporting.publishing.freezing import freeze
from transfers.progress import SilentProgress

FROZEN_TABLES = ("reporting_publication", "reporting_snapshot", "reporting_snapshotrecord")
ALWAYS = (
    ("reporting_publication", "guard_change"),
    ("reporting_publication", "guard_truncate"),
    ("reporting_snapshot", "refuse_change"),
    ("reporting_snapshot", "refuse_truncate"),
    ("reporting_snapshotrecord", "refuse_change"),
    ("reporting_snapshotrecord", "refuse_truncate"),
)
"""The triggers that other settings do not switch off either."""


@dataclass
class Managers:
    author: User
    approver: User


def make_managers() -> Managers:
    author = make_user(Role.MANAGER, first_name="Zarina", last_name="Author")
    return Managers(author, make_user(Role.MANAGER, first_name="Askar", last_name="Approver"))


def make_draft(author: User, *, period: str = "2020", **fields) -> Publication:
    """A draft that tells something in two of the three languages."""
    scope = {name: fields.pop(name) for name in ("projects", "regions") if name in fields}
    draft = services.create_draft(
        by=author, period=period_of(period), titles={"en": "Impact 2020"}, **scope
    )
    texts = {
        "title_ru": "Результаты 2020 года",
        "what_changed_en": "We reached {students_reached} students.\n\nIn {sessions} sessions.",
        "what_changed_ru": "Мы охватили {students_reached} учеников.",
        "quotes_en": "They asked the teacher for more.\n— Dana, volunteer",
        **fields,
    }
    return services.write_draft(draft, by=author, texts=texts)


def publish(draft: Publication, approver: User) -> Publication:
    """Submit, approve and freeze; returns it as it is then."""
    services.submit_draft(draft, by=draft.author)
    services.approve_publication(draft, by=approver)
    assert freeze(draft, progress=SilentProgress())
    return Publication.objects.get(pk=draft.pk)


def forget_what_was_published() -> None:
    """Empty the frozen tables after a test whose transactions were its own.

    As the tables' owner and by DDL, the one way there is.
    """
    with connection.cursor() as cursor:
        for table in FROZEN_TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(FROZEN_TABLES)} CASCADE")
        for table in FROZEN_TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for table, trigger in ALWAYS:
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
