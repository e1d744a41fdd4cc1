-- One address of many registrations, and entries without a job order, are looked into too.
ALTER TABLE signals DROP CONSTRAINT signals_known_kind;
ALTER TABLE signals ADD CONSTRAINT signals_known_kind CHECK (kind IN ('shared_document_number', 'missed_deadline', 'shared_contact', 'ends_at_employer', 'not_arrived', 'shared_address',
        'entry_without_order'));
-- Of the address only a keyed hash.
ALTER TABLE worker_documents ADD COLUMN address_hash text;
CREATE INDEX worker_documents_address_hash_idx ON worker_documents (address_hash) WHERE address_hash IS NOT NULL;
