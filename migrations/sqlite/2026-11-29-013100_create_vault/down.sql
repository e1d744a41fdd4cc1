DROP TABLE identity_marks;
DROP TABLE identities;
DROP TABLE subject_keys;
