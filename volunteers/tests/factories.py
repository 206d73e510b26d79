import datetime

import factory
from django.db import connection, transaction
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import make_user
from regions.tests.factories import RegionFactory
from volunteers.choices import ConsentKind, ConsentMethod, TrainedHow, VolunteerStatus
from volunteers.models import (
    Consent,
    Enrolment,
    Project,
    StaffingLimits,
    Training,
    TrainingUnit,
    Volunteer,
)


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project
        django_get_or_create = ("code",)

    code = "BKD"
    name_en = factory.LazyAttribute(lambda project: f"Project {project.code}")


class VolunteerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Volunteer
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"volunteer{n}@example.org")
    first_name = "Dana"
    last_name = factory.Sequence(lambda n: f"Testova{n}")
    birth_date = datetime.date(2003, 5, 20)
    region = factory.SubFactory(RegionFactory)
    languages = ["kk", "ru"]
    status = VolunteerStatus.ACTIVE
    joined_date = datetime.date(2020, 3, 1)

    @classmethod
    def _generate(cls, strategy, params) -> Volunteer:
        """The volunteer and the consents at once: nobody is active without them."""
        with transaction.atomic():
            return super()._generate(strategy, params)

    @factory.post_generation
    def consents(volunteer, create, kinds, **_):  # noqa: N805
        """Those that taking part needs; ``consents=[]`` leaves them out."""
        if kinds is None:
            kinds = [ConsentKind.PARTICIPATION]
            if volunteer.is_minor_on(timezone.localdate()):
                kinds.append(ConsentKind.GUARDIAN)
        for kind in kinds:
            ConsentFactory(volunteer=volunteer, kind=kind)


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    kind = ConsentKind.PARTICIPATION
    text_version = "2020-1"
    method = ConsentMethod.PAPER
    given_by = "Somebody"
    given_at = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment
        skip_postgeneration_save = True

    volunteer = factory.SubFactory(VolunteerFactory)
    project = factory.SubFactory(ProjectFactory)
    joined_date = datetime.date(2020, 3, 1)

    @factory.post_generation
    def trained(enrolment, create, is_trained, **_):  # noqa: N805
        """Members are trained, unless ``trained=False``."""
        if is_trained is not False:
            Training.objects.create(
                volunteer=enrolment.volunteer,
                project=enrolment.project,
                passed_date=enrolment.joined_date,
                how=TrainedHow.TAKEN_OVER,
            )


def stop_holding_consents() -> None:
    """Let records be that the database refuses; until the test's transaction is taken back."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for model in (Volunteer, Consent, StaffingLimits):
            for trigger in model._meta.triggers:
                if trigger.name.startswith("hold_consents"):
                    cursor.execute(
                        f"ALTER TABLE {model._meta.db_table} "
                        f"DISABLE TRIGGER {trigger.get_pgid(model)}"
                    )


def make_volunteer_user(**fields) -> Volunteer:
    """A volunteer who has signed up, with the role; ``.user`` signs in."""
    volunteer = VolunteerFactory(**fields)
    volunteer.user = make_user(Role.VOLUNTEER, email=volunteer.email)
    volunteer.save()
    return volunteer


def make_ready(volunteer: Volunteer, *projects: Project) -> Volunteer:
    """Someone who may teach for these projects, as far as membership and training go."""
    for project in projects:
        if not volunteer.enrolments.filter(project=project).exists():
            EnrolmentFactory(
                volunteer=volunteer, project=project, joined_date=datetime.date(2000, 1, 1)
            )
    return volunteer


def make_unit(project: Project, *, questions: int = 1, **fields) -> TrainingUnit:
    """An open unit; of each question the second option is right."""
    number = project.training_units.count() + 1
    unit = TrainingUnit.objects.create(
        **{
            "project": project,
            "code": f"{project.code}-{number}",
            "number": number,
            "title_en": f"Unit {number}",
            "text_en": "Read this.",
            "is_open": True,
            **fields,
        }
    )
    for place in range(1, questions + 1):
        unit.questions.create(
            number=place,
            text_en=f"Question {place}?",
            options_en=["No", "Yes", "Maybe"],
            right_options=[2],
            explanation_en="Because.",
        )
    return unit
