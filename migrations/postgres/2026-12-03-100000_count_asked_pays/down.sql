DROP TABLE asked_pays;
