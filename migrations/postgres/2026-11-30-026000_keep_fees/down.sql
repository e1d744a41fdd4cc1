DROP VIEW fee_cases;
DROP TABLE fee_decisions;
DROP TABLE fees;
DROP FUNCTION is_a_fee(uuid);
DROP FUNCTION check_fee();
