from django.db import migrations

from sessions.staffing_rules import CREATE, DROP


class Migration(migrations.Migration):
    dependencies = [
        ("school_sessions", "0009_emergency_response"),
        ("regions", "0002_travel_minutes"),
        ("volunteers", "0002_staffing"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
