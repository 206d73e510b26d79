from django.db import migrations


class Migration(migrations.Migration):
    """A school's district lies in its region: one foreign key over both columns."""

    dependencies = [("schools", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
                ALTER TABLE schools_school ADD CONSTRAINT school_district_is_in_region
                FOREIGN KEY (district_id, region_id) REFERENCES regions_district (id, region_id)
                DEFERRABLE INITIALLY DEFERRED
            """,
            reverse_sql="ALTER TABLE schools_school DROP CONSTRAINT school_district_is_in_region",
        )
    ]
