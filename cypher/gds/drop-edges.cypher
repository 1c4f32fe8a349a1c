// in: $run, $maxAgeMs  out: nothing; its edge pages are gone, and those that were left so long ago  idempotent: yes  needs: nothing
MATCH (p:EdgePage)
WHERE p.run = $run OR p.at < timestamp() - $maxAgeMs
DELETE p
