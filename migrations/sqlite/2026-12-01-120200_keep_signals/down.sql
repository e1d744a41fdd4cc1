DROP TABLE signal_moves;
DROP TABLE signals;
