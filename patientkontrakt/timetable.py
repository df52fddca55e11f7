"""When the tasks of the rooms run by themselves. Each may run twice, or late, without harm."""

from celery.schedules import crontab

TIMETABLE = {
    "send what waits": {"task": "patientkontrakt.notifications.tasks.sweep", "schedule": 10.0},
    "clean sessions": {
        "task": "patientkontrakt.pages.tasks.clean_sessions",
        "schedule": crontab(hour=3, minute=10),
    },
    "remind patients": {"task": "agreements.tasks.send_reminders", "schedule": crontab(minute=0)},
    "close rounds": {"task": "surveys.tasks.close_rounds", "schedule": crontab(hour=0, minute=5)},
    "look after stories": {
        "task": "surveys.tasks.look_after_stories",
        "schedule": crontab(hour=0, minute=35),
    },
    "open rounds": {"task": "surveys.tasks.open_rounds", "schedule": crontab(hour="7-18", minute=0)},
    "ask the questions": {"task": "surveys.tasks.ask_patients", "schedule": 15.0},
    "ask once more": {"task": "surveys.tasks.remind_patients", "schedule": crontab(hour=10, minute=0)},
    "count answers": {"task": "surveys.tasks.fold_answers", "schedule": 60.0},
    "record the day": {"task": "surveys.tasks.record_day", "schedule": crontab(hour=1, minute=15)},
    "check figures": {"task": "surveys.tasks.check_figures", "schedule": crontab(hour=2, minute=30)},
}
