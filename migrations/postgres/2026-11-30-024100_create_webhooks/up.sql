-- Where API clients want to be told of changes. position is the number of the change up to which everything was made into
-- messages. The server that holds the lease sends until lease_until, by the clock of the database; without a lease that is
-- when it was let go. Secrets are nowhere: they are made of a key of the installation, the id and the generation.
CREATE TABLE webhook_endpoints (
    id uuid PRIMARY KEY,
    client uuid NOT NULL REFERENCES clients (id),
    scopes text NOT NULL,
    url text NOT NULL,
    kinds text NOT NULL,
    events text NOT NULL,
    status text NOT NULL,
    disabled_because text,
    generation bigint NOT NULL,
    previous_until timestamptz,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    position bigint NOT NULL,
    failing_since timestamptz,
    lease uuid,
    lease_until timestamptz NOT NULL DEFAULT 'epoch',
    CONSTRAINT webhook_endpoints_known_status CHECK (status IN ('enabled', 'disabled')),
    CONSTRAINT webhook_endpoints_disabled_for_a_reason CHECK ((disabled_because IS NOT NULL) = (status = 'disabled')),
    CONSTRAINT webhook_endpoints_client_url_key UNIQUE (client, url)
);

-- The messages to endpoints. A message that is pending is sent at next_attempt_at.
CREATE TABLE webhook_deliveries (
    id uuid PRIMARY KEY,
    endpoint uuid NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    position bigint NOT NULL,
    kind text NOT NULL,
    record uuid NOT NULL,
    version bigint NOT NULL,
    event text NOT NULL,
    action text,
    at timestamptz NOT NULL,
    status text NOT NULL,
    attempts bigint NOT NULL,
    next_attempt_at timestamptz,
    last_attempt_at timestamptz,
    last_status bigint,
    last_error text,
    CONSTRAINT webhook_deliveries_known_status CHECK (status IN ('pending', 'delivered', 'failed')),
    CONSTRAINT webhook_deliveries_pending_has_a_time CHECK ((next_attempt_at IS NOT NULL) = (status = 'pending')),
    CONSTRAINT webhook_deliveries_endpoint_position_key UNIQUE (endpoint, position)
);
CREATE INDEX webhook_deliveries_due_idx ON webhook_deliveries (endpoint, next_attempt_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_at_idx ON webhook_deliveries (at);
