// in: $size, $control, $frontier, $checkpoint  out: nothing  idempotent: yes  needs: constraint audit_head_id, and the head locked
MATCH (h:AuditHead {id: 'head'})
SET h.size = $size, h.control = $control, h.frontier = $frontier, h.checkpoint = $checkpoint
