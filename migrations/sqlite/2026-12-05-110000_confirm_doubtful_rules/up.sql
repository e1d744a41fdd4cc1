-- Rules that rest on memory or a draft decide nothing until each side has confirmed them by name: a JSON list of names.
ALTER TABLE rule_set_approvals ADD COLUMN confirmed text NOT NULL DEFAULT '[]';
