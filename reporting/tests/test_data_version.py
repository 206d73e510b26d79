"""The version of the data: equal while nothing changes, unknown while somebody writes."""

import threading

import pytest
from django.db import connection, transaction

from reporting.data_version import version_of_data
from reporting.services import drain_all
from reporting.tests.taught import make_programme
from schools.models import School
from sessions.models import SchoolSession


@pytest.mark.django_db
def test_version_stays_while_nothing_changes_and_while_it_is_counted():
    make_programme()
    version = version_of_data()
    assert version
    drain_all()
    list(SchoolSession.objects.all())
    assert version_of_data() == version


@pytest.mark.django_db
def test_version_changes_with_a_session_and_with_a_place():
    taught = make_programme()
    versions = [version_of_data()]
    SchoolSession.objects.filter(status="verified").first().attendance.update(students_online=3)
    versions.append(version_of_data())
    School.objects.update(region=taught.astana, district=None)
    versions.append(version_of_data())
    assert len(set(versions)) == 3


@pytest.mark.django_db(transaction=True)
def test_version_is_unknown_while_somebody_writes():
    """The change has its number already, but nobody can see it."""
    make_programme()
    wrote, looked = threading.Event(), threading.Event()

    def write():
        try:
            with transaction.atomic():
                SchoolSession.objects.filter(mode="online").update(minutes=44)
                wrote.set()
                looked.wait(10)
        finally:
            connection.close()

    before = version_of_data()
    writer = threading.Thread(target=write)
    writer.start()
    assert wrote.wait(10)
    during = version_of_data()
    looked.set()
    writer.join()
    after = version_of_data()
    assert during == ""
    assert after not in {"", before}
