DROP TABLE rule_set_approvals;
DROP TABLE rule_sets;
