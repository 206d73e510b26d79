"""What runs by the clock: each task with its seconds from one run to the next.

A run that is missed does no harm: each looks up in the database what is to be done.
"""

CELERY_BEAT_SCHEDULE = {
    "count what changed": {"task": "reporting.tasks.drain_rollups", "schedule": 3.0},
    "start jobs that wait": {"task": "transfers.tasks.sweep_jobs", "schedule": 5.0},
    "send monthly reports": {"task": "reporting.tasks.send_monthly_reports", "schedule": 600.0},
    "close old invitations": {"task": "sessions.tasks.expire_invitations", "schedule": 60.0},
    "forget kept reports": {"task": "reporting.tasks.forget_kept_reports", "schedule": 900.0},
    "send letters": {"task": "outbox.tasks.sweep_letters", "schedule": 5.0},
    "forget old letters": {"task": "outbox.tasks.forget_old_letters", "schedule": 3600.0},
    "write reminders": {"task": "sessions.tasks.write_reminders", "schedule": 300.0},
    "remind of checks, write to new adults": {
        "task": "volunteers.tasks.write_to_volunteers",
        "schedule": 3600.0,
    },
    "keep data no longer than needed": {
        "task": "volunteers.tasks.keep_no_longer",
        "schedule": 21600.0,
    },
    "remind of next steps and readings": {
        "task": "campaigns.tasks.write_campaign_reminders",
        "schedule": 900.0,
    },
    "follow up joining": {"task": "volunteers.tasks.follow_up_joining", "schedule": 600.0},
    "sweep pictures": {"task": "campaigns.tasks.sweep_pictures", "schedule": 300.0},
    "remove old files": {"task": "transfers.tasks.remove_old_files", "schedule": 3600.0},
}
