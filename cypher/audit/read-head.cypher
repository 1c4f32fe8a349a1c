// in: nothing  out: {size, control, frontier, checkpoint}, no row where nothing was appended  idempotent: yes  needs: constraint audit_head_id
MATCH (h:AuditHead {id: 'head'})
WHERE h.size IS NOT NULL
RETURN h.size AS size, h.control AS control, h.frontier AS frontier, h.checkpoint AS checkpoint
