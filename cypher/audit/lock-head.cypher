// in: nothing  out: {size, control, frontier, checkpoint}, null where nothing was appended; locked until the transaction ends, so that appends are one after the other  idempotent: yes  needs: constraint audit_head_id
MERGE (h:AuditHead {id: 'head'})
SET h.locked = timestamp()
RETURN h.size AS size, h.control AS control, h.frontier AS frontier, h.checkpoint AS checkpoint
