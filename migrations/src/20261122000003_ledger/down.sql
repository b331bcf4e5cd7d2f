DROP FUNCTION ledger_settle(timestamptz), ledger_now(), ledger_close(bigint, timestamptz), ledger_open();
DROP TABLE ledger_head, unit_event;
DROP FUNCTION refuse_change();
DROP TYPE event_kind;
