"""What is to be done next in the demo's campaign: late, near, with time, done and dropped."""

import datetime

from accounts.models import User
from campaigns.choices import StepState
from campaigns.models import Campaign, NextStep

_STEPS = (
    ("Agree with the bazaar's management where the posters hang", "partner", -2, "open", ""),
    ("Record the radio spot in Uzbek with two mothers", "Dilnoza, radio station", 3, "open", ""),
    (
        "Ask ten parents at the bazaar what they understood of the poster",
        "coordinator",
        5,
        "open",
        "In Kazakh and in Russian; write down their words, not ours.",
    ),
    ("Send the enrolment list of October to the ministry", "partner", 6, "open", ""),
    ("Meet the consulate about the information evening", "partner", 16, "open", ""),
    ("Train the hotline for questions in Tajik", "Firuza, hotline", 24, "open", ""),
    ("Print 400 posters in four languages", "partner", -12, "done", ""),
    ("Name a contact in each of the 12 schools", "coordinator", -20, "done", ""),
    ("Put an advertisement in the bus", "partner", -9, "dropped", "Too dear for what it reaches."),
)

_ADDRESSES = {"Dilnoza": "dilnoza@example.org"}


def make_next_steps(campaign: Campaign, users: dict[str, User], now: datetime.datetime) -> None:
    partner = users["partner"]
    today = now.date()
    for what, who, day, state, note in _STEPS:
        owner = users.get(who)
        name, _comma, organisation = ("", "", "") if owner else who.partition(", ")
        is_open = state == StepState.OPEN
        NextStep.objects.create(
            campaign=campaign,
            what=what,
            owner=owner,
            owner_name=name,
            owner_organisation=organisation,
            owner_email=_ADDRESSES.get(name, ""),
            due_date=today + datetime.timedelta(days=day),
            note=note,
            state=state,
            state_at=None if is_open else now + datetime.timedelta(days=day),
            state_by=None if is_open else owner or partner,
            created_by=partner,
            created_at=now - datetime.timedelta(days=35),
            dated_at=now - datetime.timedelta(days=35),
        )
