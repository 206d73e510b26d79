"""Letters become mails, and mails go out once, whatever dies in between."""

import datetime
import smtplib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, connections
from django.utils import timezone

from accounts.tests.factories import make_user
from outbox import delivery, kinds
from outbox.composing import put_together_due
from outbox.folder import latest_mails
from outbox.kinds import LetterKind, kind_named
from outbox.models import MOST_ATTEMPTS, WAITS, Letter, Mail, State
from outbox.services import choose_letters, forget_old, next_digest, send_again
from outbox.tests.factories import write

LATER = datetime.timedelta(minutes=3)


def sweep(later: datetime.timedelta = LATER) -> list:
    before = len(mail.outbox)
    delivery.sweep(timezone.now() + later)
    return mail.outbox[before:]


def state_of(cause: str) -> State:
    return Letter.objects.select_related("mail").get(cause=cause).state


# --- One cause, one letter; one person, one mail --------------------------------------------


@pytest.mark.django_db
def test_cause_has_one_letter_however_often_it_is_written():
    write("a", data={"text": "first"})
    write("a", data={"text": "second"})
    assert Letter.objects.get().data == {"text": "first"}
    assert len(sweep()) == 1
    write("a")
    assert sweep() == []


@pytest.mark.django_db(transaction=True)
def test_threads_that_tell_the_same_write_one_letter_and_send_one_mail():
    def work(_number: int) -> None:
        try:
            write("a")
            delivery.put_together_due(timezone.now() + LATER)
            delivery.send_due(timezone.now() + LATER)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(16)))
    assert Letter.objects.count() == Mail.objects.count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_letters_wait_a_moment_and_go_out_as_one_mail():
    for cause in ("a", "b", "c"):
        write(cause)
    write("d", address="other@example.org")
    assert sweep(datetime.timedelta(seconds=5)) == []
    first, second = sorted(sweep(), key=lambda message: message.to)
    assert first.subject == "Note a, and 2 more"
    assert [f"Note {cause}" in first.body for cause in "abc"] == [True] * 3
    assert second.to == ["other@example.org"]
    assert state_of("a") == State.SENT


@pytest.mark.django_db
def test_urgent_letter_goes_at_once_and_alone():
    write("a")
    write("b", is_urgent=True)
    (message,) = sweep(datetime.timedelta(seconds=1))
    assert message.subject == "Note b"
    assert state_of("a") == State.WAITING
    assert len(sweep()) == 1


@pytest.mark.django_db
def test_overtaken_letter_is_dropped_and_not_sent():
    write("a", data={"overtaken": True})
    assert sweep() == []
    assert state_of("a") == State.DROPPED


@pytest.mark.django_db
def test_letter_that_cannot_be_put_into_words_holds_up_nobody(monkeypatch):
    write("a")
    write("b", address="other@example.org")
    usual = kind_named("test_note").content

    def content(letter: Letter):
        return usual(letter) if letter.cause == "b" else 1 / 0

    monkeypatch.setitem(kinds._kinds, "test_note", LetterKind("test_note", "Notes", content))
    assert [message.to for message in sweep()] == [["other@example.org"]]
    assert state_of("a") == State.WAITING


@pytest.mark.django_db
def test_line_break_in_a_subject_holds_up_nothing():
    write("a\nBcc: x@example.org")
    (message,) = sweep()
    assert message.subject == "Note a Bcc: x@example.org"
    assert message.recipients() == ["dana@example.org"]


# --- What people choose ---------------------------------------------------------------------


@pytest.mark.django_db
def test_daily_letters_come_in_one_mail_at_the_hour_and_urgent_ones_do_not_wait():
    user = make_user(email="dana@example.org")
    choose_letters(user, rhythm="daily", unwanted=[])
    write("a", user=user)
    write("b", user=user)
    write("c", user=user, is_urgent=True)
    assert [message.subject for message in sweep()] == ["Note c"]
    (digest,) = sweep(next_digest(timezone.now()) - timezone.now() + LATER)
    assert digest.subject == "Note a, and 1 more"
    assert timezone.localtime(Letter.objects.get(cause="a").due_at).hour == 18


@pytest.mark.django_db
def test_unwanted_kind_is_noted_and_not_sent():
    user = make_user()
    choose_letters(user, rhythm="at_once", unwanted=["test_note", "nonsense"])
    assert user.letter_choice.unwanted == ["test_note"]
    write("a", user=user)
    assert sweep() == []
    assert state_of("a") == State.DROPPED


@pytest.mark.django_db
def test_letters_are_forgotten_after_a_year(settings):
    write("a")
    sweep()
    write("b")
    year = datetime.timedelta(days=settings.LETTER_DAYS)
    forget_old(timezone.now() + year - datetime.timedelta(hours=1))
    assert (Letter.objects.count(), Mail.objects.count()) == (2, 1)
    forget_old(timezone.now() + year + datetime.timedelta(hours=1))
    assert (Letter.objects.count(), Mail.objects.count()) == (0, 0)


# --- Servers that say no, workers that die --------------------------------------------------


class Refusing(EmailBackend):
    def send_messages(self, messages) -> int:
        raise smtplib.SMTPResponseException(451, b"try later")


class Unreachable(EmailBackend):
    def open(self) -> bool:
        raise ConnectionRefusedError


class Broken(EmailBackend):
    def send_messages(self, messages) -> int:
        super().send_messages(messages)
        raise smtplib.SMTPServerDisconnected


@pytest.mark.django_db
def test_refused_mail_is_tried_again_later_and_given_up_in_the_end(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    write("a")
    now = timezone.now() + LATER
    delivery.sweep(now)
    assert Mail.objects.get().attempts == 1
    delivery.sweep(now + WAITS[0] / 2)
    assert Mail.objects.get().attempts == 1, "not before its next attempt is due"
    for wait in WAITS:
        now += wait
        delivery.sweep(now)
    assert Mail.objects.get().attempts == MOST_ATTEMPTS
    assert state_of("a") == State.GIVEN_UP
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert sweep(datetime.timedelta(days=9)) == []
    assert send_again(Letter.objects.get())
    assert len(sweep()) == 1
    assert not send_again(Letter.objects.get())


@pytest.mark.django_db
def test_unreachable_server_costs_no_attempt(settings):
    write("a")
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    assert sweep() == []
    assert Mail.objects.get().attempts == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(sweep()) == 1


@pytest.mark.django_db
def test_mail_whose_line_broke_is_not_sent_again_by_itself(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    write("a")
    write("b", address="other@example.org")
    assert len(sweep()) == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(sweep(datetime.timedelta(hours=1))) == 1, "the other one only"
    handed_over = timezone.now() - datetime.timedelta(minutes=6)
    Mail.objects.filter(sent_at=None).update(handed_over_at=handed_over)
    assert sorted(state_of(cause) for cause in "ab") == [State.SENT, State.UNCLEAR]
    unclear = Letter.objects.in_state(State.UNCLEAR, timezone.now()).get()
    key = unclear.mail.key
    assert send_again(unclear)
    (message,) = sweep()
    assert str(key) in message.extra_headers["Message-ID"], "the same mail, so programs can tell"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("moment", "in_folder", "sent_later"), [("before", 0, 1), ("after", 1, 0)])
def test_worker_killed_while_sending_sends_nothing_twice(
    settings, tmp_path, moment, in_folder, sent_later
):
    """Killed before the server has the mail: another worker sends it. Killed after: nobody does."""
    write("a")
    put_together_due(timezone.now() + LATER)
    database = connection.settings_dict
    address = (
        f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:"
        f"{database['PORT']}/{database['NAME']}"
        if not database["HOST"].startswith("/")
        else f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    )
    done = subprocess.run(
        [sys.executable, "-m", "outbox.tests.broken_sender", moment],
        cwd=django_settings.BASE_DIR,
        env={
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": address,
            "REDIS_URL": django_settings.REDIS_URL,
            "BIRGE_DATA": str(tmp_path),
            "PATH": "/usr/bin:/bin",
        },
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 9, done.stderr.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    assert len(latest_mails()) == in_folder
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert sweep(datetime.timedelta(seconds=1)) == [], "the dead worker may still be at it"
    assert len(sweep(datetime.timedelta(hours=1))) == sent_later
