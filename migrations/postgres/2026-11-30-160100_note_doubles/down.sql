DROP TABLE identity_doubles;
