ALTER TABLE tombstones DROP COLUMN party;
