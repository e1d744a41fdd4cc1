-- Of cases that went with a candidate, the organisation that took part in them hears as well as their owner.
ALTER TABLE tombstones ADD COLUMN party BLOB;
