DROP TABLE signal_moves;
DROP TABLE signals;
DROP FUNCTION keep_signals_going_forward();
