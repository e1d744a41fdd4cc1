-- Where API clients want to be told of changes. position is the number of the change up to which everything was made into
-- messages. The server that holds the lease sends until lease_until, by the clock of the database; without a lease that is
-- when it was let go. Secrets are nowhere: they are made of a key of the installation, the id and the generation.
CREATE TABLE webhook_endpoints (
    id BLOB PRIMARY KEY NOT NULL,
    client BLOB NOT NULL REFERENCES clients (id),
    scopes TEXT NOT NULL,
    url TEXT NOT NULL,
    kinds TEXT NOT NULL,
    events TEXT NOT NULL,
    status TEXT NOT NULL,
    disabled_because TEXT,
    generation INTEGER NOT NULL,
    previous_until INTEGER,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    failing_since INTEGER,
    lease BLOB,
    lease_until INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT webhook_endpoints_known_status CHECK (status IN ('enabled', 'disabled')),
    CONSTRAINT webhook_endpoints_disabled_for_a_reason CHECK ((disabled_because IS NOT NULL) = (status = 'disabled')),
    CONSTRAINT webhook_endpoints_client_url_key UNIQUE (client, url)
) STRICT;

-- The messages to endpoints. A message that is pending is sent at next_attempt_at.
CREATE TABLE webhook_deliveries (
    id BLOB PRIMARY KEY NOT NULL,
    endpoint BLOB NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record BLOB NOT NULL,
    version INTEGER NOT NULL,
    event TEXT NOT NULL,
    action TEXT,
    at INTEGER NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER,
    last_attempt_at INTEGER,
    last_status INTEGER,
    last_error TEXT,
    CONSTRAINT webhook_deliveries_known_status CHECK (status IN ('pending', 'delivered', 'failed')),
    CONSTRAINT webhook_deliveries_pending_has_a_time CHECK ((next_attempt_at IS NOT NULL) = (status = 'pending')),
    CONSTRAINT webhook_deliveries_endpoint_position_key UNIQUE (endpoint, position)
) STRICT;
CREATE INDEX webhook_deliveries_due_idx ON webhook_deliveries (endpoint, next_attempt_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_at_idx ON webhook_deliveries (at);
