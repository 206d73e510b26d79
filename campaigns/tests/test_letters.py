"""Letters about campaigns: who is told what, once, and only while it is true."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import OrganisationFactory, make_user
from campaigns.approving.services import STEP, settle_comment, take_step, write_comment
from campaigns.models import Campaign, NextStep
from campaigns.next_steps.reminding import write_reading_letters, write_step_reminders
from campaigns.next_steps.services import add_step, change_step, set_state
from campaigns.people.services import add_member, invite, take_back_invitation
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.test_next_steps import guest_of, make_step, new_step
from outbox import delivery
from outbox.models import Letter
from outbox.services import choose_letters, next_digest

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def partner():
    return make_user(Role.PARTNER, first_name="Marat", last_name="Ibrayev")


@pytest.fixture
def campaign(partner):
    return CampaignFactory(organisation=partner.granted[0].organisation, title="Every child")


def told() -> set[tuple]:
    return set(Letter.objects.values_list("kind", "address"))


def mails(later: datetime.timedelta = DAY) -> dict[str, list[str]]:
    """What goes out until then: subjects by address."""
    before = len(mail.outbox)
    delivery.sweep(timezone.now() + later)
    found: dict[str, list[str]] = {}
    for one in mail.outbox[before:]:
        found.setdefault(one.to[0], []).append(f"{one.subject}\n{one.body}")
    return found


def at_ten(days: int = 0) -> datetime.datetime:
    local = timezone.localtime() + days * DAY
    return local.replace(hour=10, minute=0, second=0, microsecond=0)


def given_before(step: NextStep) -> NextStep:
    NextStep.objects.filter(pk=step.pk).update(dated_at=timezone.now() - 9 * DAY)
    step.refresh_from_db()
    return step


# --- Next steps ------------------------------------------------------------------------------


def test_owner_is_told_of_a_step_that_somebody_else_gave(campaign, partner):
    guest = guest_of(campaign, "view")
    add_step(new_step(campaign, guest), by=partner)
    add_step(new_step(campaign, partner), by=partner)
    add_step(new_step(campaign, None, owner_name="Dilnoza"), by=partner)
    assert told() == {("next_step_given", guest.email)}
    (body,) = mails()[guest.email]
    assert "Marat Ibrayev wrote down that you do this" in body
    assert f"/campaigns/{campaign.pk}/next-steps/" in body


@pytest.mark.parametrize(
    ("days", "written"), [(4, 0), (3, 1), (0, 1), (-1, 1), (-7, 1), (-8, 0)], ids=str
)
def test_reminder_comes_from_three_days_before_and_after_the_day(campaign, partner, days, written):
    given_before(make_step(campaign, by=partner, days=days))
    for _again in range(3):
        write_step_reminders(at_ten())
    assert Letter.objects.count() == written


def test_reminders_are_two_over_all_days_and_begin_anew_with_another_date(campaign, partner):
    step = given_before(make_step(campaign, by=partner, days=3))
    for day in range(12):
        write_step_reminders(at_ten(day))
    assert Letter.objects.count() == 2
    step.due_date += 14 * DAY
    given_before(change_step(step, seen=step.version, by=partner))
    for day in range(12, 26):
        write_step_reminders(at_ten(day))
    assert Letter.objects.filter(kind="next_step_reminder").count() == 4


def test_no_reminder_at_night_nor_for_what_was_said_today_nor_without_account(campaign, partner):
    given_before(make_step(campaign, by=partner, owner_name="Dilnoza"))
    make_step(campaign, by=partner)
    done = given_before(make_step(campaign, by=partner))
    set_state(done, "done", by=partner)
    write_step_reminders(at_ten())
    given_before(make_step(campaign, by=partner))
    write_step_reminders(at_ten().replace(hour=5))
    assert not Letter.objects.exists()


def test_who_has_an_address_and_no_account_is_written_to_and_answers_the_author(campaign, partner):
    step = new_step(campaign, None, owner_name="Dilnoza", owner_email="d@example.org")
    step = given_before(add_step(step, by=partner))
    write_step_reminders(at_ten())
    (body,) = mails()["d@example.org"]
    assert "Marat Ibrayev wrote it down" in body
    assert "/next-steps/" not in body, "no page opens without an account"
    assert mail.outbox[-1].reply_to == [partner.email]
    step.owner_email = "other@example.org"
    given_before(change_step(step, seen=step.version, by=partner))
    write_step_reminders(at_ten())
    assert set(mails()) == {"other@example.org"}


def test_reminder_is_not_sent_once_the_step_is_done_or_the_campaign_closed_to_them(
    campaign, partner
):
    guest = guest_of(campaign, "edit")
    done = given_before(make_step(campaign, by=partner))
    given_before(make_step(campaign, by=partner, owner=guest))
    write_step_reminders(at_ten())
    set_state(done, "done", by=partner)
    campaign.access.all().delete()
    assert mails() == {}
    assert Letter.objects.filter(dropped="overtaken").count() == 2


@pytest.mark.django_db(transaction=True)
def test_reminders_written_by_several_workers_at_once_go_out_once(campaign, partner):
    for days in (1, -1):
        given_before(make_step(campaign, by=partner, days=days))

    def work(_number: int) -> None:
        try:
            write_step_reminders(at_ten())
            delivery.sweep(timezone.now() + DAY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(work, range(8)))
    delivery.sweep(timezone.now() + DAY)
    assert Letter.objects.count() == 2
    sent = [one for one in mail.outbox if one.to == [partner.email]]
    assert sum(one.body.count("Open the list") for one in sent) == 2


# --- Readings --------------------------------------------------------------------------------


def running(campaign, *, since: int = -30, until: int | None = 60) -> Campaign:
    today = timezone.localdate()
    campaign.status = "running"
    campaign.start_date = today + since * DAY
    campaign.end_date = None if until is None else today + until * DAY
    campaign.save()
    return campaign


def test_reading_that_is_due_is_told_to_who_takes_it_and_else_to_who_edits(campaign, partner):
    running(campaign)
    member = make_user(Role.PARTNER, organisation=campaign.organisation)
    guest_of(campaign, "comment")
    campaign.indicator_rows.create(name="Know where", who="marat IBRAYEV", rhythm="weekly")
    campaign.indicator_rows.create(name="Come", who="Askar", rhythm="weekly")
    for _again in range(3):
        write_reading_letters(at_ten())
    assert Letter.objects.count() == 3
    found = mails()
    assert "Know where" in found[partner.email][0]
    assert "Know where" not in found[member.email][0]
    assert all("Come" in found[user.email][0] for user in (partner, member))


def test_reading_taken_meanwhile_is_not_asked_for_and_the_next_one_is(campaign, partner):
    running(campaign)
    indicator = campaign.indicator_rows.create(name="Know", who=partner.email, rhythm="weekly")
    write_reading_letters(at_ten())
    campaign.indicatorreading_rows.create(
        indicator=indicator, day=timezone.localdate() - DAY, value="3"
    )
    assert mails() == {}
    for day in range(10):
        write_reading_letters(at_ten(day))
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("status", ["draft", "in_review", "closed"])
def test_no_reading_is_due_of_a_plan_that_is_not_followed(campaign, partner, status):
    running(campaign)
    campaign.indicator_rows.create(name="Know", rhythm="weekly")
    Campaign.objects.update(status=status)
    write_reading_letters(at_ten())
    assert not Letter.objects.exists()


# --- Invitations, members, approval, comments ------------------------------------------------


def test_who_is_invited_is_told_once_for_each_level_and_not_after_it_is_taken_back(
    campaign, partner
):
    organisation, person = OrganisationFactory(), make_user(Role.COORDINATOR)
    members = [make_user(Role.PARTNER, organisation=organisation) for _ in range(2)]
    for level in ("view", "view", "edit"):
        access = invite(campaign, by=partner, level=level, organisation=organisation)
    taken = invite(campaign, by=partner, level="view", email=person.email)
    take_back_invitation(campaign, taken.pk, by=partner)
    assert Letter.objects.count() == 5
    assert access.level == "edit"
    found = mails()
    assert set(found) == {one.email for one in members}
    assert "write the plan together" in found[members[0].email][0]
    assert "You can read the plan." not in found[members[0].email][0], "that was overtaken"


def test_new_member_is_told(campaign):
    user = make_user()
    add_member(campaign.organisation, user.email, by=make_user(Role.MANAGER))
    assert campaign.organisation.name in mails()[user.email][0]


def test_plan_sent_in_is_told_to_managers_and_the_answer_to_who_writes_it(campaign, partner):
    manager, editor = make_user(Role.MANAGER), guest_of(campaign, "edit")
    guest_of(campaign, "comment")
    take_step(campaign, STEP["submit"], by=partner, note="Ready, we hope")
    assert told() == {("plan_sent_in", manager.email)}
    assert "Ready, we hope" in mails()[manager.email][0]
    take_step(campaign, STEP["send_back"], by=manager, note="Say who measures it")
    found = mails()
    assert set(found) == {partner.email, editor.email}
    assert "Say who measures it" in found[editor.email][0]


def test_plan_taken_back_is_no_answer_and_needs_none(campaign, partner):
    make_user(Role.MANAGER)
    take_step(campaign, STEP["submit"], by=partner)
    take_step(campaign, STEP["take_back"], by=partner)
    assert mails() == {}
    assert Letter.objects.count() == 1


def test_comments_of_a_day_come_in_one_mail_and_settled_ones_not(campaign, partner):
    guest = guest_of(campaign, "comment")
    for text in ("Who counts?", "How often?", "Settled at once"):
        comment = write_comment(campaign, "monitoring", text, by=guest)
    write_comment(campaign, "risks", "My own word", by=partner)
    settle_comment(campaign, comment.pk, by=partner)
    for letter in Letter.objects.all():
        assert letter.due_at == next_digest(letter.written_at)
    mails()
    bodies = [body for one in mail.outbox if one.to == [partner.email] for body in [one.body]]
    assert len(bodies) == 1
    assert "Who counts?" in bodies[0]
    assert "How often?" in bodies[0]
    assert "Settled at once" not in bodies[0]
    assert "My own word" not in bodies[0]


def test_who_does_without_comments_gets_none_and_is_offered_only_what_concerns_them(
    client, campaign, partner
):
    choose_letters(partner, rhythm="at_once", unwanted=["campaign_comment"])
    write_comment(campaign, "risks", "Why?", by=guest_of(campaign, "comment"))
    assert mails() == {}
    client.force_login(partner)
    page = client.get("/messages/choices/").content.decode()
    assert "Comments on plans" in page
    assert "Plans to be answered" not in page
    client.force_login(make_user(Role.VOLUNTEER))
    assert "Comments on plans" not in client.get("/messages/choices/").content.decode()
