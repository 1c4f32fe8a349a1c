// in: $run, $own  out: nothing; the run's lots are gone, or all others' where $own is false  idempotent: yes  needs: nothing
MATCH (l:Lot|LotPage)
WHERE (l.run = $run) = $own
DELETE l
