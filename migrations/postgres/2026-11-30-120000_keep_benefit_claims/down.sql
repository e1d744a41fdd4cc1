DROP TABLE benefit_claims;
DROP FUNCTION claim_under_an_application();
