DROP TABLE methodology, rate, isic_division, iranian_year, province;
DROP TABLE reference_version;
DROP FUNCTION reference_changed();
DROP FUNCTION searchable(text);
