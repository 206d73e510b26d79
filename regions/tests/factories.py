import factory

from regions.models import District, Region


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"TS-{n % 1000:03d}")
    name_en = factory.LazyAttribute(lambda region: f"Region {region.code}")
    kind = "region"
    tile_col = 0
    tile_row = 0


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District

    region = factory.SubFactory(RegionFactory)
    name_en = factory.Sequence(lambda n: f"District {n}")
    code = factory.SelfAttribute("name_en")
