// in: $lock, $holder, $ttlMs  out: {holder} where it was had; by the server's clock  idempotent: yes  needs: constraint lock_id
MERGE (l:Lock {id: $lock})
SET l.asked = timestamp()
WITH l WHERE l.holder IS NULL OR l.holder = $holder OR l.expires <= timestamp()
SET l.holder = $holder, l.expires = timestamp() + $ttlMs
RETURN l.holder AS holder
