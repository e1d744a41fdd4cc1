DROP TABLE deadlines;
DROP TABLE worker_events;
