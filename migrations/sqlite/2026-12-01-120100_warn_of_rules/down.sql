DROP TABLE rule_warnings;
