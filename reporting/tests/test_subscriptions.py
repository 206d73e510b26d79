"""The monthly report by e-mail: who gets which, once, whatever dies in between."""

import datetime
import io
import smtplib

import pypdf
import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.models import ReportMail, ReportSubscription
from reporting.models.subscriptions import MOST_ATTEMPTS, TRY_AGAIN_AFTER, MailState
from reporting.subscriptions import services
from reporting.subscriptions.services import (
    note_due,
    resume,
    send_again,
    send_due,
    send_mail,
    stop,
    subscribe,
)
from reporting.tests.programme import at, day
from reporting.tests.taught import make_programme
from sessions.tests.factories import make_taught

pytestmark = pytest.mark.django_db
URL = "/reports/subscriptions/"
MAY = day("2020-05-02")


@pytest.fixture
def manager():
    return make_user(
        Role.MANAGER, first_name="Dana", last_name="Seitkali", email="dana@example.org"
    )


@pytest.fixture
def hints(monkeypatch):
    """The mails that a worker was told of."""
    told = []
    monkeypatch.setattr(services, "_hint", told.append)
    return told


def subscribed(user, since: str = "2020-01-01", **options) -> ReportSubscription:
    subscription = subscribe(user, by=user, **{"day": 2, **options})
    ReportSubscription.objects.filter(pk=subscription.pk).update(active_since=at(f"{since} 08:00"))
    return subscription


def due(user, today: datetime.date = MAY, **options) -> ReportMail:
    subscription = subscribed(user, **options)
    note_due(today)
    return ReportMail.objects.get(subscription=subscription)


def state_of(report_mail: ReportMail) -> MailState:
    return ReportMail.objects.get(pk=report_mail.pk).state


# --- What is due ----------------------------------------------------------------------------


def test_last_month_is_due_on_the_day_and_noted_once(manager):
    subscribed(manager)
    note_due(day("2020-05-01"))
    assert not ReportMail.objects.exists()
    for today in ("2020-05-02", "2020-05-02", "2020-05-31"):
        note_due(day(today))
    assert [one.month for one in ReportMail.objects.all()] == [day("2020-04-01")]
    note_due(day("2020-06-01"))
    assert ReportMail.objects.count() == 1
    note_due(day("2021-01-28"))
    assert ReportMail.objects.filter(month=day("2020-12-01")).exists()


def test_days_on_which_nothing_ran_are_made_up_for(manager):
    subscribed(manager)
    note_due(day("2020-05-17"))
    assert ReportMail.objects.count() == 1


def test_first_mail_of_somebody_who_subscribes_late_comes_in_the_next_month(manager):
    subscribed(manager, since="2020-05-03")
    note_due(day("2020-05-20"))
    assert not ReportMail.objects.exists()
    note_due(day("2020-06-02"))
    assert [one.month for one in ReportMail.objects.all()] == [day("2020-05-01")]


def test_stopped_subscription_gets_nothing_and_resumed_one_makes_up_for_nothing(manager):
    subscription = subscribed(manager)
    subscription.refresh_from_db()
    stop(subscription)
    note_due(MAY)
    assert not ReportMail.objects.exists()
    resume(subscription)
    note_due(MAY)
    assert not ReportMail.objects.exists(), "it is active since today, long after that May"


def test_month_has_one_mail_whatever_writes(manager):
    report_mail = due(manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportMail.objects.create(subscription=report_mail.subscription, month=report_mail.month)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportMail.objects.filter(pk=report_mail.pk).update(sent_at=timezone.now())


def test_sweep_tells_workers_of_what_is_to_be_sent_only(manager, hints):
    subscribed(manager)
    send_due(at("2020-05-02 06:00"))
    report_mail = ReportMail.objects.get()
    assert hints == [report_mail.pk]
    send_mail(report_mail.pk)
    hints.clear()
    send_due(at("2020-05-02 06:10"))
    assert hints == []


# --- The mail -------------------------------------------------------------------------------


def test_mail_has_figures_their_change_links_and_the_report(manager, settings):
    settings.SITE_URL = "https://birge.example.org"
    taught = make_programme()
    report_mail = due(manager, projects=[taught.bekind])
    send_mail(report_mail.pk)
    message = mail.outbox[0]
    assert message.to == ["dana@example.org"]
    assert message.subject == "Impact, April 2020"
    html = message.alternatives[0].content
    for text in (message.body, html):
        assert "Hello Dana," in text
        assert "BeKind · all regions" in text
        assert "Students reached" in text
        assert "20% more than in March 2020: 20" in text
        assert (
            f"https://birge.example.org/reports/subscriptions/{report_mail.subscription_id}/"
            in text
        )
    assert "https://birge.example.org/reports/?period=2020-04&project=BKD" in message.body
    name, content, kind = message.attachments[0]
    assert (name, kind) == ("birge-impact-2020-04.pdf", "application/pdf")
    assert "April 2020" in pypdf.PdfReader(io.BytesIO(content)).metadata.title
    assert message.extra_headers["List-Unsubscribe"].endswith(
        f"/reports/subscriptions/{report_mail.subscription_id}/>"
    )
    assert state_of(report_mail) == MailState.SENT


def test_mail_counts_what_is_dirty_first(manager):
    taught = make_programme()
    report_mail = due(manager)
    make_taught(
        project=taught.bekind, starts_at=at("2020-04-20 10:00"), school__region=taught.astana
    )
    send_mail(report_mail.pk)
    assert "Sessions (sum): 3" in mail.outbox[0].body


def test_mail_of_a_month_without_sessions_says_so_and_has_no_file(manager):
    make_programme()
    send_mail(due(manager, day("2020-08-02")).pk)
    assert "no session was taught in this month" in mail.outbox[0].body
    assert mail.outbox[0].attachments == []


def test_mail_speaks_the_language_of_its_reader(client, manager):
    make_programme()
    client.force_login(manager)
    client.post("/i18n/setlang/", {"language": "ru"})
    manager.refresh_from_db()
    assert manager.language == "ru"
    send_mail(due(manager).pk)
    assert "апрель 2020" in mail.outbox[0].subject.lower()
    assert '<html lang="ru">' in mail.outbox[0].alternatives[0].content


def test_language_that_there_is_not_is_not_remembered(client, manager):
    client.force_login(manager)
    client.post("/i18n/setlang/", {"language": "xx"})
    manager.refresh_from_db()
    assert manager.language == ""


# --- Never twice, and not lost --------------------------------------------------------------


def test_mail_is_sent_once_however_often_a_worker_looks(manager):
    report_mail = due(manager)
    for _time in range(3):
        send_mail(report_mail.pk)
    send_mail(report_mail.pk, timezone.now() + 2 * TRY_AGAIN_AFTER)
    assert len(mail.outbox) == 1


def test_worker_that_died_before_handing_over_is_followed_by_another(manager, monkeypatch):
    report_mail = due(manager)

    def die(_mail):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(services, "message_of", die)
        with pytest.raises(KeyboardInterrupt):
            send_mail(report_mail.pk)
    send_mail(report_mail.pk)
    assert mail.outbox == [], "the first may still be at it"
    send_mail(report_mail.pk, timezone.now() + TRY_AGAIN_AFTER + datetime.timedelta(seconds=1))
    assert len(mail.outbox) == 1
    assert state_of(report_mail) == MailState.SENT


def test_mail_whose_worker_died_while_handing_over_is_not_sent_twice_by_itself(
    manager, monkeypatch, hints
):
    report_mail = due(manager)

    def send_and_die(self, messages):
        mail.outbox.extend(messages)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", send_and_die)
        with pytest.raises(KeyboardInterrupt):
            send_mail(report_mail.pk)
    send_mail(report_mail.pk, timezone.now() + 2 * TRY_AGAIN_AFTER)
    assert len(mail.outbox) == 1
    assert state_of(report_mail) == MailState.WAITING
    assert not send_again(report_mail), "the server may still answer"
    ReportMail.objects.update(handed_over_at=timezone.now() - datetime.timedelta(minutes=6))
    assert state_of(report_mail) == MailState.UNCLEAR
    assert send_again(report_mail)
    send_mail(report_mail.pk)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert not send_again(report_mail)


def test_slow_worker_does_not_send_what_another_one_has_sent(manager, monkeypatch):
    report_mail = due(manager)
    write = services.message_of

    def write_slowly(slow_mail):
        monkeypatch.setattr(services, "message_of", write)
        later = timezone.now() + TRY_AGAIN_AFTER + datetime.timedelta(seconds=1)
        send_mail(report_mail.pk, later)
        return write(slow_mail)

    monkeypatch.setattr(services, "message_of", write_slowly)
    send_mail(report_mail.pk)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("open", ConnectionRefusedError()),
        ("open", smtplib.SMTPAuthenticationError(535, b"no")),
        ("send_messages", smtplib.SMTPRecipientsRefused({})),
        ("send_messages", smtplib.SMTPDataError(451, b"later")),
    ],
)
def test_mail_that_a_server_did_not_take_is_tried_again_later(manager, monkeypatch, method, error):
    report_mail = due(manager)

    def fail(*_args):
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, method, fail)
        send_mail(report_mail.pk)
    assert mail.outbox == []
    assert state_of(report_mail) == MailState.WAITING
    send_mail(report_mail.pk)
    assert mail.outbox == [], "not at once"
    send_mail(report_mail.pk, timezone.now() + TRY_AGAIN_AFTER + datetime.timedelta(seconds=1))
    assert len(mail.outbox) == 1


def test_mail_that_never_goes_through_is_given_up_and_can_be_sent_by_hand(manager, hints):
    report_mail = due(manager)
    ReportMail.objects.update(attempts=MOST_ATTEMPTS, tried_at=at("2020-05-04 10:00"))
    send_mail(report_mail.pk)
    assert mail.outbox == []
    assert state_of(report_mail) == MailState.GIVEN_UP
    assert send_again(report_mail)
    send_mail(report_mail.pk)
    assert len(mail.outbox) == 1


def test_subscription_ends_with_the_role(manager):
    report_mail = due(manager)
    manager.grants.all().delete()
    send_mail(report_mail.pk)
    assert mail.outbox == []
    report_mail.subscription.refresh_from_db()
    assert not report_mail.subscription.is_active


def test_subscription_ends_with_the_account(manager):
    report_mail = due(manager)
    type(manager).objects.update(is_active=False)
    send_mail(report_mail.pk)
    assert mail.outbox == []


# --- The pages ------------------------------------------------------------------------------


def test_manager_subscribes_oneself_and_others_of_a_part(client, manager):
    taught = make_programme()
    other = make_user(Role.MANAGER)
    client.force_login(manager)
    response = client.post(
        URL,
        {
            "people": [manager.pk, other.pk],
            "day": 5,
            "projects": [taught.bekind.pk],
            "regions": [taught.astana.pk],
        },
        follow=True,
    )
    assert "2 people get the monthly report" in response.content.decode()
    for one in ReportSubscription.objects.all():
        assert (one.day, one.created_by) == (5, manager)
        assert list(one.projects.all()) == [taught.bekind]
        assert list(one.regions.all()) == [taught.astana]
    assert {one.user for one in ReportSubscription.objects.all()} == {manager, other}


def test_subscribing_again_changes_the_day_and_makes_no_second_one(client, manager):
    taught = make_programme()
    first = subscribe(manager, by=manager, day=2)
    stop(first)
    again = subscribe(manager, by=manager, day=9)
    assert again == first
    assert (again.day, again.is_active) == (9, True)
    assert subscribe(manager, by=manager, day=2, projects=[taught.bekind]) != first


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"people": [], "day": 2}, "Choose at least one person."),
        ({"people": ["me"], "day": 29}, "less than or equal to 28"),
        ({"people": ["me"], "day": ""}, "This field is required."),
        ({"people": ["volunteer"], "day": 2}, "is not one of the available choices"),
    ],
)
def test_form_says_what_is_wrong_and_subscribes_nobody(client, manager, asked, told):
    people = {"me": manager.pk, "volunteer": make_user(Role.VOLUNTEER).pk}
    client.force_login(manager)
    asked = asked | {"people": [people[word] for word in asked["people"]]}
    response = client.post(URL, asked)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not ReportSubscription.objects.exists()


def test_link_of_the_mail_leads_to_the_button_that_stops_it(client, manager):
    subscription = subscribed(manager)
    page = f"{URL}{subscription.pk}/"
    assert client.get(page)["Location"] == f"/accounts/login/?next={page}"
    client.force_login(manager)
    assert "Stop these mails" in client.get(page).content.decode()
    subscription.refresh_from_db()
    assert subscription.is_active, "looking at it stops nothing"
    client.post(f"{page}stop/")
    subscription.refresh_from_db()
    assert not subscription.is_active
    assert "No mails are sent." in client.get(page).content.decode()
    client.post(f"{page}resume/")
    subscription.refresh_from_db()
    assert subscription.is_active


def test_pages_tell_what_was_sent_and_what_is_unclear(client, manager):
    report_mail = due(manager)
    send_mail(report_mail.pk)
    client.force_login(manager)
    assert "April 2020: sent" in client.get(URL).content.decode()
    ReportMail.objects.update(sent_at=None, handed_over_at=at("2020-05-02 09:00"))
    text = client.get(f"{URL}{report_mail.subscription_id}/").content.decode()
    assert "not known whether it arrived" in text
    response = client.post(f"{URL}mails/{report_mail.pk}/again/", follow=True)
    assert "It is being sent once more." in response.content.decode()


def test_next_mail_is_named(client, manager, monkeypatch):
    subscribed(manager)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: day("2020-05-01"))
    client.force_login(manager)
    assert "next on 2 May 2020" in client.get(URL).content.decode()
    monkeypatch.setattr(timezone, "localdate", lambda *_args: day("2020-12-02"))
    assert "next on 2 Jan 2021" in client.get(URL).content.decode()
