DROP TABLE contract_pins;
