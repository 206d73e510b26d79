import datetime

import factory

from accounts.tests.factories import OrganisationFactory, UserFactory
from campaigns.models import Activity, Campaign


class CampaignFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Campaign

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Campaign {n}")
    created_by = factory.SubFactory(UserFactory)


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    campaign = factory.SubFactory(CampaignFactory)
    title = factory.Sequence(lambda n: f"Activity {n}")
    first_day = datetime.date(2030, 5, 6)
    last_day = factory.SelfAttribute("first_day")
