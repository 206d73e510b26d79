"""Personas side by side, and the grid of audiences and channels: pages to look at and print."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.choices import ChannelKind
from campaigns.models import Campaign
from campaigns.policy import may_edit
from campaigns.sections.reaching import PERSONA_FIELDS
from campaigns.sections.reading import label_of, value_of
from campaigns.views.loading import load_campaign

ON_THE_CARD = [name for name in PERSONA_FIELDS if name not in {"name", "portrait", "audience"}]


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def personas(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = load_campaign(request, pk)
    context = {
        "campaign": campaign,
        "cards": cards_of(campaign),
        "may_edit": may_edit(request.user, campaign),
    }
    return render(request, "campaigns/personas/personas.html", context)


def cards_of(campaign: Campaign) -> list[dict]:
    """The personas with their lines, in the reader's words; empty lines are left out."""
    return [
        {
            "persona": persona,
            "drawing": f"img/portraits/{persona.portrait}.svg",
            "lines": [
                {"label": label_of(type(persona), name), "text": text}
                for name in ON_THE_CARD
                if (text := value_of(persona, name))
            ],
        }
        for persona in campaign.persona_rows.select_related("audience")
    ]


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = load_campaign(request, pk)
    context = {
        "campaign": campaign,
        "grid": grid_of(campaign),
        "may_edit": may_edit(request.user, campaign),
    }
    return render(request, "campaigns/personas/grid.html", context)


def grid_of(campaign: Campaign) -> dict:
    """Audiences down, kinds of channels that are used across; each cell holds what is planned."""
    rows = campaign.channeluse_rows.select_related("audience")
    uses = list(rows.annotate(planned=Count("activities")))
    kinds = [kind for kind in ChannelKind if any(use.kind == kind for use in uses)]
    audiences = list(campaign.audience_rows.all())
    if any(use.audience_id is None for use in uses):
        audiences.append(None)
    return {
        "kinds": [kind.label for kind in kinds],
        "rows": [
            {
                "audience": str(audience) if audience else _("No audience chosen"),
                "cells": [
                    {
                        "kind": kind.label,
                        "uses": [u for u in uses if u.kind == kind and u.audience == audience],
                    }
                    for kind in kinds
                ],
            }
            for audience in audiences
        ],
    }
