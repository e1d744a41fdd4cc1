DROP INDEX worker_documents_address_hash_idx;
ALTER TABLE worker_documents DROP COLUMN address_hash;
ALTER TABLE signal_moves DISABLE TRIGGER USER;
DELETE FROM signal_moves WHERE signal IN (SELECT id FROM signals WHERE kind IN ('shared_address', 'entry_without_order'));
ALTER TABLE signal_moves ENABLE TRIGGER USER;
DELETE FROM signals WHERE kind IN ('shared_address', 'entry_without_order');
ALTER TABLE signals DROP CONSTRAINT signals_known_kind;
ALTER TABLE signals ADD CONSTRAINT signals_known_kind CHECK (kind IN ('shared_document_number', 'missed_deadline', 'shared_contact', 'ends_at_employer', 'not_arrived'));
