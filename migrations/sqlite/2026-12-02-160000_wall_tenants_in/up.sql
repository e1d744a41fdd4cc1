-- SQLite has no such wall: there the reach that every query takes stands alone.
SELECT 1;
