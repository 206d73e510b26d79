"""A campaign's calendar: what may be written, and nobody writes over what they have not seen."""

import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import icalendar
import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from campaigns.activities.reading import weeks_of
from campaigns.activities.services import move_activity
from campaigns.choices import ActivityState, CampaignStatus
from campaigns.models import Activity
from campaigns.tests.factories import ActivityFactory, CampaignFactory
from campaigns.tests.posts import make_post
from sessions.errors import ChangedMeanwhile

pytestmark = pytest.mark.django_db

MAY_6 = datetime.date(2030, 5, 6)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def campaign():
    return CampaignFactory(
        title="Every child in class",
        start_date=datetime.date(2030, 4, 1),
        end_date=datetime.date(2030, 8, 31),
    )


@pytest.fixture
def member(client, campaign):
    user = make_user(Role.PARTNER, organisation=campaign.organisation)
    client.force_login(user)
    return user


def address(name: str, activity: Activity) -> str:
    return reverse(f"campaigns:{name}", args=[activity.campaign_id, activity.pk])


def send(client, name: str, activity: Activity, **body):
    return client.post(address(name, activity), json.dumps(body), content_type="application/json")


def form_of(activity: Activity, **more) -> dict:
    days = {"first_day": activity.first_day, "last_day": activity.last_day}
    return (
        {"title": activity.title, "state": activity.state, "seen": activity.version} | days | more
    )


def test_one_line_adds_an_activity_of_one_day_and_it_can_be_taken_back(client, campaign, member):
    url = reverse("campaigns:activity_new", args=[campaign.pk])
    response = client.post(url, {"title": "A table", "first_day": "2030-05-06"})
    made = Activity.objects.get()
    assert (made.first_day, made.last_day, made.state) == (MAY_6, MAY_6, "planned")
    assert response.url.endswith(f"?added={made.pk}")
    page = client.get(response.url)
    undo = page.context["settings"]["added"]
    assert send(client, "activity_undo", made, kind=undo["kind"], seen=undo["seen"]).json() == {
        "event": None,
        "undo": None,
    }
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("days", "field"),
    [(("2030-03-31", "2030-04-02"), "first_day"), (("2030-08-31", "2030-09-01"), "last_day")],
)
def test_day_outside_the_campaign_is_refused_at_the_field_with_the_days_that_are_left(
    client, campaign, member, days, field
):
    url = reverse("campaigns:activity_new", args=[campaign.pk])
    response = client.post(url, {"title": "Early", "first_day": days[0], "last_day": days[1]})
    assert response.status_code == 422
    assert (
        "The campaign runs from 1 April 2030 to 31 August 2030"
        in response.context["form"].errors[field][0]
    )
    assert not Activity.objects.exists()


def test_what_lay_outside_before_can_be_changed_in_its_place(client, campaign, member):
    late = ActivityFactory(campaign=campaign, first_day=datetime.date(2031, 1, 1))
    assert client.post(address("activity", late), form_of(late, note="Moved?")).status_code == 302
    page = client.get(reverse("campaigns:activities", args=[campaign.pk]))
    assert "1 activity lies outside the campaign" in page.content.decode()


def test_move_gives_other_days_and_channel_and_is_taken_back_by_what_it_answers(
    client, campaign, member
):
    activity = ActivityFactory(campaign=campaign)
    radio = campaign.channeluse_rows.create(kind="radio", name="Local radio")
    to = {"first": "2030-05-13", "last": "2030-05-15", "row": str(radio.pk)}
    answer = send(client, "activity_move", activity, seen=1, **to).json()
    activity.refresh_from_db()
    assert (activity.first_day, activity.days, activity.channel) == (MAY_6 + 7 * DAY, 3, radio)
    assert answer["event"]["seen"] == activity.version == 2
    assert send(client, "activity_undo", activity, **answer["undo"]).status_code == 200
    activity.refresh_from_db()
    assert (activity.first_day, activity.last_day, activity.channel) == (MAY_6, MAY_6, None)


def test_move_on_top_of_an_unseen_change_is_refused_and_told(client, campaign, member):
    activity = ActivityFactory(campaign=campaign)
    colleague = make_user(Role.PARTNER, organisation=campaign.organisation)
    move_activity(activity, first_day=MAY_6 + DAY, last_day=MAY_6 + DAY, seen=1, by=colleague)
    response = send(
        client, "activity_move", activity, seen=1, first="2030-06-01", last="2030-06-01"
    )
    assert response.status_code == 409
    assert response.json()["event"]["first"] == "2030-05-07"
    told = {one["field"]: one["new"] for one in response.json()["changes"][0]["fields"]}
    assert told["First day"] == "7 May 2030"


def test_form_on_top_of_an_unseen_change_keeps_what_was_typed_and_saves_when_sent_again(
    client, campaign, member
):
    activity = ActivityFactory(campaign=campaign, title="A table")
    Activity.objects.filter(pk=activity.pk).update(place="The new market")
    response = client.post(address("activity", activity), form_of(activity, note="With tea"))
    assert response.status_code == 409
    page = response.content.decode()
    assert "Somebody else changed this activity" in page
    assert "With tea" in page
    again = form_of(activity, note="With tea", seen=response.context["form"]["seen"].value())
    assert client.post(address("activity", activity), again).status_code == 302
    activity.refresh_from_db()
    assert activity.note == "With tea"


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_one_holds_and_the_other_is_told(campaign, member):
    activity = ActivityFactory(campaign=campaign)
    both = Barrier(2)

    def move(days: int) -> str:
        mine = Activity.objects.get(pk=activity.pk)
        both.wait()
        day = MAY_6 + days * DAY
        try:
            move_activity(mine, first_day=day, last_day=day, seen=1, by=member)
        except ChangedMeanwhile:
            return "told"
        finally:
            connection.close()
        return "moved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(move, [1, 2])) == ["moved", "told"]
    activity.refresh_from_db()
    assert activity.version == 2


@pytest.mark.parametrize("status", [CampaignStatus.IN_REVIEW, CampaignStatus.CLOSED])
def test_nobody_writes_while_it_is_reviewed_or_closed(client, campaign, member, status):
    activity = ActivityFactory(campaign=campaign)
    type(campaign).objects.filter(pk=campaign.pk).update(status=status)
    for name in ("activity", "activity_move", "activity_remove", "activity_undo"):
        assert client.post(address(name, activity)).status_code == 403
    assert client.get(address("activity", activity)).status_code == 200


def test_channels_with_days_come_onto_the_calendar_once_and_only_within_the_campaign(
    client, campaign, member
):
    days = {"since": MAY_6, "until": MAY_6 + 6 * DAY}
    radio = campaign.channeluse_rows.create(kind="radio", name="Radio", cost=500, **days)
    campaign.channeluse_rows.create(kind="market", name="Undated")
    campaign.channeluse_rows.create(kind="tv", name="Too early", since=datetime.date(2030, 1, 1))
    url = reverse("campaigns:activities_from_channels", args=[campaign.pk])
    for _twice in range(2):
        assert client.post(url).status_code == 302
    made = Activity.objects.get()
    assert (made.title, made.channel, made.days, made.cost) == ("Radio", radio, 7, 500)


def test_channel_of_another_campaign_is_refused_by_the_form_and_by_the_database(
    client, campaign, member
):
    foreign = CampaignFactory().channeluse_rows.create(kind="radio", name="Theirs")
    activity = ActivityFactory(campaign=campaign)
    response = client.post(address("activity", activity), form_of(activity, channel=foreign.pk))
    assert "channel" in response.context["form"].errors
    Activity.objects.filter(pk=activity.pk).update(channel=foreign)
    with pytest.raises(IntegrityError, match="activity_channel_is_of_campaign"):
        connection.check_constraints()


def test_activity_stays_without_its_channel_when_that_is_taken_out(campaign):
    radio = campaign.channeluse_rows.create(kind="radio", name="Radio")
    activity = ActivityFactory(campaign=campaign, channel=radio)
    radio.delete()
    activity.refresh_from_db()
    assert (activity.channel, activity.version) == (None, 2)


def test_planned_posts_stand_beside_and_cannot_be_moved(client, campaign, member):
    ActivityFactory(campaign=campaign)
    make_post(campaign=campaign, status="planned", planned_on=MAY_6, text="Come to school")
    url = reverse("campaigns:activity_events", args=[campaign.pk])
    response = client.get(url)
    post = response.json()["events"][-1]
    assert (post["first"], post["movable"]) == ("2030-05-06", False)
    assert client.get(url, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_list_has_what_goes_on_in_this_week_and_folds_what_is_over(campaign):
    today = datetime.date(2030, 5, 15)
    over = ActivityFactory(campaign=campaign)
    going_on = ActivityFactory(campaign=campaign, last_day=today)
    later = ActivityFactory(campaign=campaign, first_day=today + 14 * DAY)
    weeks = weeks_of([over, going_on, later], today)
    assert [week.activities for week in weeks.past] == [[over]]
    assert [week.activities for week in weeks.coming] == [[going_on], [later]]
    assert [week.is_now for week in weeks.coming] == [True, False]


def test_file_for_calendars_has_whole_days_times_and_cancelled_ones(client, campaign, member):
    ActivityFactory(campaign=campaign, title="Table", last_day=MAY_6 + 2 * DAY)
    evening = datetime.time(19, 30)
    ActivityFactory(campaign=campaign, title="Tea", starts_at=evening)
    ActivityFactory(campaign=campaign, title="Off", state=ActivityState.CANCELLED)
    response = client.get(reverse("campaigns:activities_file", args=[campaign.pk]))
    assert 'filename="every-child-in-class.ics"' in response["Content-Disposition"]
    found = {
        str(one["summary"]): one
        for one in icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    }
    assert (found["Table"].decoded("dtstart"), found["Table"].decoded("dtend")) == (
        MAY_6,
        MAY_6 + 3 * DAY,
    )
    assert found["Tea"].decoded("dtstart").time() == evening
    assert found["Off"]["status"] == "CANCELLED"


def test_pages_ask_as_often_with_many_activities_as_with_few(client, campaign, member):
    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"campaigns:{name}", args=[campaign.pk]))
        return len(asked)

    def add(number: int) -> None:
        for _one in range(number):
            audience = campaign.audience_rows.create(name="Mothers")
            radio = campaign.channeluse_rows.create(kind="radio", name="R", audience=audience)
            ActivityFactory(campaign=campaign, channel=radio)
            make_post(campaign=campaign, status="planned", planned_on=MAY_6)

    add(1)
    few = [queries(name) for name in ("activities", "activity_events")]
    add(10)
    assert [queries(name) for name in ("activities", "activity_events")] == few
