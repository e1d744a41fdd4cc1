ALTER TABLE rule_set_approvals DROP COLUMN confirmed;
