DROP TRIGGER employers_have_one_ogrn_for_an_inn ON employers;
DROP FUNCTION have_one_ogrn_for_an_inn();
