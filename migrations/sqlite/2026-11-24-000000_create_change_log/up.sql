-- One row whose number every change takes last: the log is gapless and in commit order.
CREATE TABLE head (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    n INTEGER NOT NULL
) STRICT;
INSERT INTO head (id, n) VALUES (1, 0);

CREATE TABLE changes (
    n INTEGER PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    record BLOB NOT NULL,
    version INTEGER NOT NULL,
    action TEXT NOT NULL,
    actor BLOB,
    reason TEXT,
    at INTEGER NOT NULL
) STRICT;
