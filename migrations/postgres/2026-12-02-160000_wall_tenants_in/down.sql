SELECT unwall(oid) FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace;
DROP FUNCTION wall_behind(regclass, name, regclass, name);
DROP FUNCTION wall(regclass, text);
DROP FUNCTION unwall(regclass);
DROP FUNCTION reading_worker();
DROP FUNCTION reading_caller();
DROP FUNCTION reading_organisation();
DROP FUNCTION writes_all();
DROP FUNCTION reads_all();
