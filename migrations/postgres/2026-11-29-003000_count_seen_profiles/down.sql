DROP TABLE seen_profiles;
