-- Appends ready rows to chains of the log in one trip, if each chain still ends with the hash (hex) that its first
-- row is tied to. Answers whether it did. A statement within it sees what was committed while it waited for a lock.
CREATE FUNCTION append_audit_rows(chains text[], ends text[], entries jsonb) RETURNS boolean
  LANGUAGE plpgsql SET lock_timeout = '20s' AS
E'DECLARE
    chain_name text\x3b
  BEGIN
    FOREACH chain_name IN ARRAY chains LOOP
      PERFORM pg_advisory_xact_lock(hashtextextended(\'audit:\' || chain_name, 0))\x3b
    END LOOP\x3b
    FOR place IN 1 .. array_length(chains, 1) LOOP
      IF (SELECT "hash" FROM "AuditEvent" WHERE "chain" = chains[place] ORDER BY "sequence" DESC LIMIT 1)
        IS DISTINCT FROM decode(ends[place], \'hex\') THEN
        RETURN false\x3b
      END IF\x3b
    END LOOP\x3b
    INSERT INTO "AuditEvent" SELECT * FROM jsonb_populate_recordset(NULL::"AuditEvent", entries)\x3b
    RETURN true\x3b
  END';
