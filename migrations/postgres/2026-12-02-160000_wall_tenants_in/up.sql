-- The second wall between tenants: whatever a query forgets, nobody reads a row that is not theirs to read. The first is the
-- reach that every query of the program takes.
--
-- A transaction says who reads, by settings that end with it:
--   koprik.reader        server, operator, employer, agency, partner, worker or public; unset, nothing is read
--   koprik.organisation  for whom a client works
--   koprik.caller        the client, or the session of a worker
--   koprik.candidate     who a worker is
--   koprik.lifted        on, while what the reader asked rests on what others hold, and is not shown to the reader
-- Operators are civil servants, who see all. The server alone writes, for many tenants in one transaction.
CREATE FUNCTION reads_all() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('koprik.reader', true) IN ('server', 'operator'), false)
        OR coalesce(current_setting('koprik.lifted', true) = 'on', false)
$$;
CREATE FUNCTION reads() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('koprik.reader', true), '') <> ''
$$;
CREATE FUNCTION writes_all() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('koprik.reader', true) = 'server', false)
$$;
CREATE FUNCTION reading_organisation() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('koprik.organisation', true), '')::uuid
$$;
CREATE FUNCTION reading_caller() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('koprik.caller', true), '')::uuid
$$;
CREATE FUNCTION reading_worker() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('koprik.candidate', true), '')::uuid
$$;

-- Puts a table behind the wall, or changes what is seen of it: the one way to do so. `seen` says which rows a tenant sees;
-- in it {organisation}, {caller} and {worker} are who reads, and {owns candidate} is true of a row about a candidate of the
-- reading agency, or about the reading worker. What is looked up in another table is asked as (SELECT true …), by its index:
-- EXISTS would have PostgreSQL read all of that table beforehand. The owner of the table stands before the wall as well.
CREATE FUNCTION wall(walled regclass, seen text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rule text := seen;
BEGIN
    rule := replace(rule, '{owns candidate}', format(
        '(SELECT own.owner = {organisation} OR own.id = {worker} FROM candidates AS own WHERE own.id = %s.candidate)',
        walled));
    rule := replace(rule, '{organisation}', '(SELECT reading_organisation())');
    rule := replace(rule, '{caller}', '(SELECT reading_caller())');
    rule := replace(rule, '{worker}', '(SELECT reading_worker())');
    PERFORM set_config('client_min_messages', 'warning', true);
    PERFORM unwall(walled);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format('CREATE POLICY wall_of_reads ON %s FOR SELECT USING ((SELECT reads_all()) OR (SELECT reads()) AND (%s))', walled, rule);
    EXECUTE format('CREATE POLICY wall_of_inserts ON %s FOR INSERT WITH CHECK ((SELECT writes_all()))', walled);
    EXECUTE format('CREATE POLICY wall_of_updates ON %s FOR UPDATE USING ((SELECT writes_all()))', walled);
    EXECUTE format('CREATE POLICY wall_of_deletes ON %s FOR DELETE USING ((SELECT writes_all()))', walled);
END
$$;
-- The same for a table whose rows are seen with the row of another that they belong to.
CREATE FUNCTION wall_behind(walled regclass, belongs name, parent regclass, key name DEFAULT 'id') RETURNS void LANGUAGE sql AS $$
    SELECT wall(walled, format('(SELECT true FROM %1$s AS parent WHERE parent.%2$I = %3$s.%4$I)', parent, key, walled, belongs))
$$;
-- Takes a table from behind the wall.
CREATE FUNCTION unwall(walled regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP POLICY IF EXISTS wall_of_reads ON %s', walled);
    EXECUTE format('DROP POLICY IF EXISTS wall_of_inserts ON %s', walled);
    EXECUTE format('DROP POLICY IF EXISTS wall_of_updates ON %s', walled);
    EXECUTE format('DROP POLICY IF EXISTS wall_of_deletes ON %s', walled);
    EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', walled);
END
$$;

-- Cases between an employer, an agency and a worker: the parties see them.
SELECT wall('applications', 'owner = {organisation} OR agency = {organisation} OR candidate = {worker}');
SELECT wall('offers', 'owner = {organisation} OR agency = {organisation} OR candidate = {worker}');
SELECT wall('contracts', 'owner = {organisation} OR agency = {organisation} OR candidate = {worker}');
SELECT wall('disclosure_requests', 'owner = {organisation} OR agency = {organisation} OR candidate = {worker}');
SELECT wall('recognitions', 'owner = {organisation} OR candidate = {worker}');
SELECT wall('benefit_claims', 'owner = {organisation} OR candidate = {worker}');
SELECT wall('enrolments', 'owner = {organisation} OR provider = {organisation} OR candidate = {worker}');

-- What belongs to an application goes to its parties.
SELECT wall_behind('application_checks', 'application', 'applications');
SELECT wall_behind('application_stages', 'application', 'applications');
SELECT wall_behind('gate_snapshots', 'application', 'applications');
SELECT wall_behind('arrivals', 'application', 'applications');
SELECT wall_behind('work_ends', 'application', 'applications');
SELECT wall_behind('employment_entries', 'application', 'applications');
SELECT wall_behind('appeals', 'application', 'applications');
SELECT wall_behind('check_warnings', 'entry', 'application_checks', 'n');

-- Sessions are seen by who plans them and, once they are announced, by the agencies that take part; of slots and what came of
-- them an agency and a worker see their own.
SELECT wall('selection_sessions', 'owner = {organisation}
    OR body ->> ''announced_at'' IS NOT NULL AND body -> ''agencies'' ? {organisation}::text');
SELECT wall_behind('selection_session_facets', 'record', 'selection_sessions');
SELECT wall('selection_slots', 'agency = {organisation} OR candidate = {worker}
    OR (SELECT own.owner = {organisation} FROM selection_sessions AS own WHERE own.id = selection_slots.session)');
SELECT wall('selection_results', '(SELECT true FROM selection_slots AS slot
    WHERE slot.session = selection_results.session AND slot.candidate = selection_results.candidate)');
SELECT wall('selection_tests', '(SELECT true FROM selection_slots AS slot
    WHERE slot.session = selection_tests.session AND slot.candidate = selection_tests.candidate)');

-- Organisations see themselves.
SELECT wall('employers', 'id = {organisation}');
SELECT wall('agencies', 'id = {organisation}');
SELECT wall_behind('employer_facets', 'record', 'employers');
SELECT wall_behind('agency_facets', 'record', 'agencies');
SELECT wall('suspensions', 'organisation = {organisation}');
SELECT wall('workforce_reports', 'employer = {organisation}');
SELECT wall('compliance_checks', 'employer = {organisation}');
SELECT wall('seen_profiles', 'employer = {organisation}');
SELECT wall('order_plans', 'employer = {organisation}');

-- Vacancies are for everybody while they are published, and afterwards for who has an application for one.
SELECT wall('vacancies', 'owner = {organisation} OR status = ''published''
    OR (SELECT true FROM applications AS one WHERE one.vacancy = vacancies.id LIMIT 1)');
SELECT wall_behind('vacancy_facets', 'record', 'vacancies');

-- Candidates are seen by their agency, by themselves, and by employers with an application of theirs.
SELECT wall('candidates', 'owner = {organisation} OR id = {worker}
    OR (SELECT true FROM applications AS one WHERE one.candidate = candidates.id AND one.owner = {organisation} LIMIT 1)');
SELECT wall_behind('candidate_facets', 'record', 'candidates');

-- What is known of a person stays with the agency and the worker; who it is goes to an employer to whom it is disclosed now.
SELECT wall('consents', '{owns candidate}');
SELECT wall('legal_holds', '{owns candidate}');
SELECT wall('worker_events', '{owns candidate}');
SELECT wall('deadlines', '{owns candidate}');
SELECT wall('worker_documents', '{owns candidate}');
SELECT wall('worker_contacts', '{owns candidate}');
SELECT wall('worker_reminders', '{owns candidate}');
SELECT wall('candidate_merges', '{owns candidate}');
SELECT wall('identity_marks', '{owns candidate}');
SELECT wall('identity_doubles', '{owns candidate}');
SELECT wall('disclosures', 'employer = {organisation} OR {owns candidate}');
SELECT wall('identities', '{owns candidate} OR (SELECT true FROM disclosure_requests AS asked
    WHERE asked.candidate = identities.candidate AND asked.owner = {organisation} AND asked.status = ''approved'' LIMIT 1)');
SELECT wall('worker_sessions', 'begun_by = {caller} OR id = {caller} OR {owns candidate}');

-- Orders go to the employer, to the agencies that are named in them, and to who has an application under one.
SELECT wall('job_orders', 'owner = {organisation}
    OR body -> ''agencies'' @> jsonb_build_array(jsonb_build_object(''agency'', {organisation}::text))
    OR (SELECT true FROM applications AS one WHERE one.job_order = job_orders.id LIMIT 1)');
SELECT wall_behind('job_order_facets', 'record', 'job_orders');
SELECT wall_behind('allotments', 'job_order', 'job_orders');
SELECT wall('allocations', 'owner = {organisation} OR body -> ''employers'' ? {organisation}::text');
SELECT wall_behind('allocation_facets', 'record', 'allocations');
SELECT wall_behind('allocation_documents', 'allocation', 'allocations');

-- Agencies plan alone. A seat is known to the parties of its application.
SELECT wall('groups_of_workers', 'owner = {organisation}');
SELECT wall_behind('group_of_workers_facets', 'record', 'groups_of_workers');
SELECT wall('trips', 'owner = {organisation}');
SELECT wall_behind('trip_facets', 'record', 'trips');
SELECT wall('trip_seats', '(SELECT true FROM trips AS one WHERE one.id = trip_seats.trip LIMIT 1)
    OR (SELECT true FROM applications AS one WHERE one.id = trip_seats.application LIMIT 1)');

-- Who paid what: what a worker reported is kept from those of whom it was said.
SELECT wall('fees', 'candidate = {worker} OR recorded_by = {caller}
    OR reported_by <> ''worker'' AND (agency = {organisation} OR employer = {organisation} AND payer = ''employer'')');
SELECT wall_behind('fee_decisions', 'fee', 'fees');

-- Complaints go to who filed them and who deals with them, and to nobody of whom they are.
SELECT wall('complaints', 'body -> ''against'' ->> ''organisation'' IS DISTINCT FROM {organisation}::text
    AND (owner = {organisation} OR {organisation}::text IN (body ->> ''filer'', body ->> ''assignee''))');
SELECT wall_behind('complaint_facets', 'record', 'complaints');
SELECT wall_behind('complaint_messages', 'complaint', 'complaints');
SELECT wall_behind('complaint_breaches', 'complaint', 'complaints');
SELECT wall_behind('complaint_referrals', 'complaint', 'complaints');
SELECT wall_behind('complaint_signals', 'complaint', 'complaints');
SELECT wall('complaint_codes', 'false');
SELECT wall('contract_pins', 'false');
SELECT wall('signals', 'false');
SELECT wall('signal_moves', 'false');

-- A key opens what is sealed about its subject: an identity, or a complaint.
SELECT wall('subject_keys', '(SELECT own.owner = {organisation} OR own.id = {worker} FROM candidates AS own WHERE own.id = subject)
    OR (SELECT true FROM identities AS one WHERE one.candidate = subject LIMIT 1)
    OR (SELECT true FROM complaints AS one WHERE one.id = subject LIMIT 1)');

-- What is published is for everybody.
SELECT wall('centres', 'owner = {organisation} OR status = ''published''');
SELECT wall_behind('centre_facets', 'record', 'centres');
SELECT wall('guides', 'owner = {organisation} OR status = ''published''');
SELECT wall_behind('guide_facets', 'record', 'guides');
SELECT wall('equivalences', 'owner = {organisation} OR status = ''published''');
SELECT wall_behind('equivalence_facets', 'record', 'equivalences');
SELECT wall('region_partnerships', 'owner = {organisation} OR status = ''active''');
SELECT wall_behind('region_partnership_facets', 'record', 'region_partnerships');
SELECT wall('courses', 'owner = {organisation} OR status = ''published''
    OR (SELECT true FROM enrolments AS one WHERE one.course = courses.id LIMIT 1)');
SELECT wall_behind('course_facets', 'record', 'courses');
SELECT wall('advisory_cases', 'owner = {organisation}');
SELECT wall_behind('advisory_case_facets', 'record', 'advisory_cases');
SELECT wall('measures', 'owner = {organisation}');
SELECT wall_behind('measure_facets', 'record', 'measures');
SELECT wall('indicators', 'owner = {organisation}');
SELECT wall_behind('indicator_facets', 'record', 'indicators');
SELECT wall_behind('indicator_actuals', 'indicator', 'indicators');
SELECT wall('meetings', 'owner = {organisation}');
SELECT wall_behind('meeting_facets', 'record', 'meetings');

-- Work that an organisation or a client has asked for.
SELECT wall('jobs', 'owner = {organisation}');
SELECT wall_behind('job_results', 'job', 'jobs');
SELECT wall('import_texts', 'owner = {organisation}');
SELECT wall_behind('import_pieces', 'import_text', 'import_texts');
SELECT wall('idempotency_keys', 'client = {caller}');
SELECT wall('clients', 'id = {caller}');
SELECT wall('webhook_endpoints', 'client = {caller}');
SELECT wall_behind('webhook_deliveries', 'endpoint', 'webhook_endpoints');

-- Logs of all tenants, and what is asked about all of them: read by name alone.
SELECT wall('tombstones', 'owner = {organisation} OR party = {organisation} OR seen_by = ''public''');
SELECT wall('changes', 'false');
SELECT wall('audit_entries', 'false');
SELECT wall('verification_codes', 'false');
SELECT wall('unmapped_texts', 'false');
