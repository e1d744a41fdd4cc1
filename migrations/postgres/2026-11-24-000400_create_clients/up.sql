CREATE TABLE clients (
    id uuid PRIMARY KEY NOT NULL,
    organisation uuid NOT NULL,
    role text NOT NULL,
    scope text NOT NULL,
    label text NOT NULL,
    secret_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

-- Tokens that were revoked before they ran out.
CREATE TABLE revoked_tokens (
    id uuid PRIMARY KEY NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX revoked_tokens_expires_at_idx ON revoked_tokens (expires_at);
