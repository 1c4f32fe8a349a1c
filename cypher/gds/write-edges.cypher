// in: $run, $seq, $source [node], $target [node], $weight [weight]: lists of one length  out: nothing  idempotent: yes  needs: nothing
MERGE (p:EdgePage {run: $run, seq: $seq})
SET p.at = timestamp(), p.source = $source, p.target = $target, p.weight = $weight
