// in: nothing  out: {source}, in any order  idempotent: yes  needs: index quarantined_source_line
MATCH (q:Quarantined)
RETURN DISTINCT q.source AS source
