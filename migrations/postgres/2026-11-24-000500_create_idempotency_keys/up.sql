CREATE TABLE idempotency_keys (
    client uuid NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    record uuid NOT NULL,
    snapshot jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (client, route, key)
);
CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);
CREATE INDEX idempotency_keys_record_idx ON idempotency_keys (record);
