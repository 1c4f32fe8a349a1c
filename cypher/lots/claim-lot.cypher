// in: $run, $lot, $holder, $ttlMs  out: {holder} where the lot has no result and is now the holder's; by the server's clock  idempotent: yes  needs: constraint lot_run_lot
MATCH (l:Lot {run: $run, lot: $lot})
SET l.asked = timestamp()
WITH l WHERE l.result IS NULL AND (l.holder IS NULL OR l.holder = $holder OR l.expires <= timestamp())
SET l.holder = $holder, l.expires = timestamp() + $ttlMs
RETURN l.holder AS holder
