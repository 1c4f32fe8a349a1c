// in: nothing  out: {current}: which run is the current one, what is kept of it alone, and which run the graph shows in full
// idempotent: yes  needs: constraint run_id
MATCH (r:Run {id: 'current'})
WHERE r.run IS NOT NULL
RETURN r {.run, .current, .shownRun, .members, .membersPages, .index, .indexPages, .anatomies, .anatomiesPages} AS current
