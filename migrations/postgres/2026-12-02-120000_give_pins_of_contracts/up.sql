-- By what the worker of a contract reads its terms with the code that is printed on it: a keyed hash alone.
CREATE TABLE contract_pins (
    contract uuid PRIMARY KEY NOT NULL REFERENCES contracts (id) ON DELETE CASCADE,
    pin_hash text NOT NULL,
    wrong bigint NOT NULL,
    locked_until timestamptz,
    given_at timestamptz NOT NULL,
    CONSTRAINT contract_pins_wrong_check CHECK (wrong BETWEEN 0 AND 2)
);
