DROP TABLE changes;
DROP TABLE head;
