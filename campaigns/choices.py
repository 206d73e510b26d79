"""What fields of campaigns may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CampaignStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


class AccessLevel(models.TextChoices):
    """What somebody who was invited to a campaign may do; each contains the one before."""

    VIEW = "view", _("view")
    COMMENT = "comment", _("comment")
    EDIT = "edit", _("edit")


class AudienceRank(models.TextChoices):
    PRIMARY = "primary", _("primary: who is to do something differently")
    SECONDARY = "secondary", _("secondary: who makes it easier or harder")
    INFLUENCER = "influencer", _("influencer: whom they listen to")


class Degree(models.TextChoices):
    LOW = "low", _("low")
    MIDDLE = "middle", _("middle")
    HIGH = "high", _("high")


class Currency(models.TextChoices):
    KZT = "KZT", _("tenge")
    USD = "USD", _("US dollar")
    EUR = "EUR", _("euro")


class SafetyCheck(models.TextChoices):
    """What is thought through before anything goes out; the answer is a tick."""

    NO_HARM = "no_harm", _("Somebody asked: who could be worse off because of this campaign?")
    NO_BLAME = "no_blame", _("No text or picture blames a group, or shows it as helpless")
    CHILDREN = "children", _("Children are asked, and so are their parents, before they are shown")
    NAMES = "names", _("No child and no migrant can be recognised without their written consent")
    STATUS = "status", _("Nobody has to say whether their papers are in order to get help")
    ANSWER = "answer", _("Who asks for help after seeing it finds somebody who answers")
    COMPLAINTS = "complaints", _("There is a way to complain, and a person who reads it")


class SheetKind(models.TextChoices):
    """The sheets of a plan: what is written together, and at most by one at a moment."""

    FRAME = "frame", _("Frame")
    SITUATION = "situation", _("Situation")
    PROBLEM = "problem", _("Problem tree")
    OBJECTIVES = "objectives", _("Objectives")
    AUDIENCES = "audiences", _("Audiences")
    PERSONAS = "personas", _("Personas")
    MESSAGES = "messages", _("Messages")
    CHANNELS = "channels", _("Channels")
    MONITORING = "monitoring", _("Monitoring")
    BUDGET = "budget", _("Budget")
    TEAM = "team", _("Team")
    RISKS = "risks", _("Risks")


class Portrait(models.TextChoices):
    """Drawings of our own, in ``static/img/portraits``; never a photo of somebody."""

    MOTHER = "mother", _("mother")
    SCARF = "scarf", _("woman with a scarf")
    FATHER = "father", _("father")
    YOUNG_MAN = "young_man", _("young man")
    GIRL = "girl", _("girl")
    BOY = "boy", _("boy")
    GRANDMOTHER = "grandmother", _("grandmother")
    GRANDFATHER = "grandfather", _("grandfather")
    TEACHER = "teacher", _("teacher")


class ChannelKind(models.TextChoices):
    SOCIAL = "social", _("social account")
    MESSENGER = "messenger", _("messenger group")
    RADIO = "radio", _("radio")
    TV = "tv", _("television")
    SCHOOL = "school", _("schools")
    CONSULATE = "consulate", _("consulates")
    MARKET = "market", _("markets")
    PRINT = "print", _("print")
    EVENT = "event", _("events")


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("planned")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class IndicatorLevel(models.TextChoices):
    """From what is put in to what becomes of it."""

    INPUT = "input", _("input: what is put in")
    OUTPUT = "output", _("output: what goes out")
    OUT_TAKE = "out_take", _("out-take: what people make of it")
    OUTCOME = "outcome", _("outcome: what they do then")
    IMPACT = "impact", _("impact: what it changes in the end")


class Rhythm(models.TextChoices):
    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    TWICE = "twice", _("before and after")
    ONCE = "once", _("once, at the end")


class StepState(models.TextChoices):
    """Of a next step."""

    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")
