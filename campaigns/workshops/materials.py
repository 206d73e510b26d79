"""What is handed out at a workshop: links, that each reader opens where they lie."""

from django.db import transaction

from accounts.models import User
from campaigns.models import Material, Workshop
from campaigns.workshops.policy import check_organises


@transaction.atomic
def add_material(material: Material, *, by: User) -> Material:
    """Write what a form has checked."""
    check_organises(by, material.workshop)
    material.save()
    return material


@transaction.atomic
def remove_material(workshop: Workshop, number: int, *, by: User) -> None:
    """Gone already is as good as gone."""
    check_organises(by, workshop)
    workshop.materials.filter(pk=number).delete()
