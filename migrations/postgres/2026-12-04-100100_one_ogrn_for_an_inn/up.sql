-- Branches share the ИНН and the ОГРН of their organisation, and differ in the КПП.
CREATE FUNCTION have_one_ogrn_for_an_inn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(20261204, hashtext(NEW.body->>'inn'));
    IF EXISTS (SELECT 1 FROM employers other WHERE other.body->>'inn' = NEW.body->>'inn'
            AND other.id <> NEW.id AND other.body->>'ogrn' <> NEW.body->>'ogrn') THEN
        RAISE EXCEPTION 'a rule is broken: %', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER employers_have_one_ogrn_for_an_inn BEFORE INSERT OR UPDATE OF body ON employers FOR EACH ROW
    EXECUTE FUNCTION have_one_ogrn_for_an_inn();
