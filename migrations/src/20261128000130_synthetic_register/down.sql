DROP TABLE synthetic_register;
