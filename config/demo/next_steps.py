"""What is to be done next in the demo's campaign: late, near, with time, done and dropped."""

import datetime

from accounts.models import User
from campaigns.choices import StepState
from campaigns.models import Campaign, NextStep, Workshop

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


_OF_WORKSHOP = (
    ("Send everybody the photos of the posters on the wall", "coordinator", -6, "done", ""),
    ("Ask the embassy for a room with a projector", "Asel, organising team", 9, "open", ""),
    (
        "Put the three plans side by side: where do we meet the same people?",
        "partner",
        12,
        "open",
        "",
    ),
)


def make_next_steps(campaign: Campaign, users: dict[str, User], now: datetime.datetime) -> None:
    for step in _STEPS:
        _make(step, users, now, campaign=campaign, created_by=users["partner"])


def make_workshop_steps(workshop: Workshop, users: dict[str, User], now: datetime.datetime) -> None:
    for step in _OF_WORKSHOP:
        _make(step, users, now, workshop=workshop, created_by=users["coordinator"])


def _make(step: tuple, users: dict[str, User], now: datetime.datetime, **place) -> None:
    what, who, days, state, note = step
    owner, day = users.get(who), datetime.timedelta(days=days)
    name, _comma, organisation = ("", "", "") if owner else who.partition(", ")
    is_open = state == StepState.OPEN
    NextStep.objects.create(
        what=what,
        owner=owner,
        owner_name=name,
        owner_organisation=organisation,
        owner_email=_ADDRESSES.get(name, ""),
        due_date=now.date() + day,
        note=note,
        state=state,
        state_at=None if is_open else now + day,
        state_by=None if is_open else owner or place["created_by"],
        created_at=now - datetime.timedelta(days=35),
        dated_at=now - datetime.timedelta(days=35),
        **place,
    )
