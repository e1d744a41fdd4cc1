DROP TABLE worker_reminders;
