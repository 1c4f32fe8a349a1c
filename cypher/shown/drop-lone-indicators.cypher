// in: nothing  out: nothing; indicators that bind nothing any more are gone  idempotent: yes  needs: nothing
MATCH (i:Indicator)
WHERE NOT EXISTS { (i)--() }
DELETE i
