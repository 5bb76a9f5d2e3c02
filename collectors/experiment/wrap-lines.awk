# wrap-lines.awk: every input line as one NDJSON record (needs escape.awk before it).
{ printf "{\"type\":\"line\",\"data\":\"%s\"}\n", escape($0) }
