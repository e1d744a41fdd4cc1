-- Branches of an organisation share its ИНН and differ in КПП, which entrepreneurs lack. The index keeps its name, by which
-- the old release knows it; nothing that the old release writes can break it.
DROP INDEX employers_inn_idx;
CREATE UNIQUE INDEX employers_inn_idx ON employers ((body->>'inn'), coalesce(body->>'kpp', ''));
