// in: $stream, $from, $since  out: {first, stream, at, entries} of the stream's pages that end there or later, in order  idempotent: yes  needs: index audit_page_stream_last
MATCH (p:AuditPage)
WHERE p.stream = $stream AND p.last >= $from AND ($since IS NULL OR p.at >= $since)
RETURN p.first AS first, p.stream AS stream, p.at AS at, p.entries AS entries
ORDER BY p.stream, p.last
