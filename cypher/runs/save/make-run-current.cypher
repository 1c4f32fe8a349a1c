// in: $id, $number, $at, $run {info, model, changes, directory, directoryPages}, $current {members, membersPages, index, indexPages, anatomies, anatomiesPages}
// out: nothing; the run is kept, and the current one  idempotent: yes  needs: constraints run_id, run_number (go-on-saving comes before it)
MATCH (r:Run {id: 'current'})
SET r += $current, r.run = $id, r.current = $number
MERGE (n:Run {id: $id})
SET n += $run, n.number = $number, n.at = $at
