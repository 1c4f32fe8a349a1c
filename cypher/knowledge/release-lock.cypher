// in: $lock, $holder  out: nothing; a lock of another holder stays  idempotent: yes  needs: constraint lock_id
MATCH (l:Lock {id: $lock, holder: $holder})
REMOVE l.holder, l.expires
