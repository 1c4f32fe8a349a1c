// in: $part  out: {id, bytes}, in any order  idempotent: yes  needs: index segment_part
MATCH (s:Segment {part: $part})
RETURN elementId(s) AS id, s.bytes AS bytes
