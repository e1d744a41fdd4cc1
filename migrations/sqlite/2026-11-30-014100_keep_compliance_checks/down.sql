DROP TABLE compliance_checks;
