-- Fails while two branches of an organisation are registered.
DROP INDEX employers_inn_idx;
CREATE UNIQUE INDEX employers_inn_idx ON employers ((body->>'inn'));
