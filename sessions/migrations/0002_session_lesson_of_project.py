from django.db import migrations


class Migration(migrations.Migration):
    """A session's lesson is of its project: one foreign key over both columns."""

    dependencies = [("school_sessions", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
                ALTER TABLE school_session ADD CONSTRAINT session_lesson_is_of_project
                FOREIGN KEY (lesson_id, project_id)
                REFERENCES school_sessions_lesson (id, project_id)
                DEFERRABLE INITIALLY DEFERRED
            """,
            reverse_sql="ALTER TABLE school_session DROP CONSTRAINT session_lesson_is_of_project",
        )
    ]
