DROP TABLE reaction_positions;
