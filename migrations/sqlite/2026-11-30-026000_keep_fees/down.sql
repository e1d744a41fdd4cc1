DROP VIEW fee_cases;
DROP TABLE fee_decisions;
DROP TABLE fees;
