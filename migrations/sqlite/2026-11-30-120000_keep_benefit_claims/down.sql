DROP TABLE benefit_claims;
