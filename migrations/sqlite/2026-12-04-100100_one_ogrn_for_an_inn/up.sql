-- Branches share the ИНН and the ОГРН of their organisation, and differ in the КПП.
CREATE TRIGGER employers_have_one_ogrn_for_an_inn BEFORE INSERT ON employers
    WHEN CASE WHEN json_valid(NEW.body) THEN EXISTS (SELECT 1 FROM employers other WHERE json_extract(other.body, '$.inn') = NEW.body ->> '$.inn'
        AND other.id <> NEW.id AND other.body ->> '$.ogrn' <> NEW.body ->> '$.ogrn') END
BEGIN
    SELECT RAISE(ABORT, 'a rule is broken: employers_have_one_ogrn_for_an_inn');
END;
CREATE TRIGGER employers_keep_one_ogrn_for_an_inn BEFORE UPDATE OF body ON employers
    WHEN CASE WHEN json_valid(NEW.body) THEN EXISTS (SELECT 1 FROM employers other WHERE json_extract(other.body, '$.inn') = NEW.body ->> '$.inn'
        AND other.id <> NEW.id AND other.body ->> '$.ogrn' <> NEW.body ->> '$.ogrn') END
BEGIN
    SELECT RAISE(ABORT, 'a rule is broken: employers_have_one_ogrn_for_an_inn');
END;
