"""Every address of a campaign, and what somebody must hold there to open it.

``view``, ``comment`` and ``edit`` are what an organisation may be invited to; ``own`` are the
members of the organisation whose campaign it is. An address of a campaign that is not here fails
a test.
"""

from collections.abc import Callable
from dataclasses import dataclass

from campaigns.models import Campaign
from campaigns.tests.factories import ActivityFactory

LEVELS = ("view", "comment", "edit", "own")


@dataclass(frozen=True)
class CampaignAddress:
    """
    :param needs: the least level.
    :param method: an address that takes both is listed twice where they differ.
    :param words: what else stands in the address, after the campaign; or what makes it for one.
    """

    name: str
    needs: str = "view"
    method: str = "get"
    words: tuple | Callable[[Campaign], tuple] = ()

    def arguments(self, campaign: Campaign) -> list:
        words = self.words(campaign) if callable(self.words) else self.words
        return [campaign.pk, *words]


def an_activity(campaign: Campaign) -> tuple[int]:
    return (ActivityFactory(campaign=campaign).pk,)


ADDRESSES = [
    CampaignAddress("detail"),
    CampaignAddress("section", words=("problem",)),
    CampaignAddress("section", "edit", "post", ("problem",)),
    CampaignAddress("others", words=("problem",)),
    CampaignAddress("comment", "comment", "post", ("problem",)),
    CampaignAddress("settle", "edit", "post", (1,)),
    CampaignAddress("step", "own", words=("submit",)),
    CampaignAddress("step", "own", "post", ("submit",)),
    CampaignAddress("plan", words=("docx",)),
    CampaignAddress("copy"),
    CampaignAddress("personas"),
    CampaignAddress("grid"),
    CampaignAddress("activities"),
    CampaignAddress("activities_file"),
    CampaignAddress("activity_events"),
    CampaignAddress("activity_new", "edit"),
    CampaignAddress("activity_new", "edit", "post"),
    CampaignAddress("activities_from_channels", "edit", "post"),
    CampaignAddress("activity", words=an_activity),
    CampaignAddress("activity", "edit", "post", an_activity),
    CampaignAddress("activity_move", "edit", "post", an_activity),
    CampaignAddress("activity_undo", "edit", "post", an_activity),
    CampaignAddress("activity_remove", "edit", "post", an_activity),
    CampaignAddress("check_objective", method="post"),
    CampaignAddress("versions"),
    CampaignAddress("message_versions", words=(1,)),
    CampaignAddress("version_take_back", "edit", "post", (1, 1)),
    CampaignAddress("next_steps"),
    CampaignAddress("next_steps", "edit", "post"),
    CampaignAddress("next_steps_csv"),
    CampaignAddress("next_step", "edit", words=(1,)),
    CampaignAddress("next_step", "edit", "post", (1,)),
    CampaignAddress("next_step_state", "edit", "post", (1,)),
    CampaignAddress("pictures"),
    CampaignAddress("picture_add", "edit"),
    CampaignAddress("workshop"),
    CampaignAddress("follow"),
    CampaignAddress("follow_posts"),
    CampaignAddress("follow_posts", "edit", "post"),
    CampaignAddress("follow_report", words=("xlsx",)),
    CampaignAddress("people"),
    CampaignAddress("people", "own", "post"),
    CampaignAddress("take_back", "own", "post", (1,)),
]
