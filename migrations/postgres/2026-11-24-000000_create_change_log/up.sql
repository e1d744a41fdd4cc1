-- One row whose number every change takes last: the log is gapless and in commit order.
CREATE TABLE head (
    id integer PRIMARY KEY NOT NULL CHECK (id = 1),
    n bigint NOT NULL
);
INSERT INTO head (id, n) VALUES (1, 0);

CREATE TABLE changes (
    n bigint PRIMARY KEY NOT NULL,
    kind text NOT NULL,
    record uuid NOT NULL,
    version bigint NOT NULL,
    action text NOT NULL,
    actor uuid,
    reason text,
    at timestamptz NOT NULL
);
