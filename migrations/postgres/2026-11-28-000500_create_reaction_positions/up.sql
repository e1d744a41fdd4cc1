-- What follows from the changes up to and including number n has been brought about. With a place, change n is still
-- under way: it is done up to that record.
CREATE TABLE reaction_positions (
    name text PRIMARY KEY NOT NULL,
    n bigint NOT NULL,
    place uuid
);
