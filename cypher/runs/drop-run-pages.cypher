// in: $but (the current run's pages, or '')  out: nothing; the pages of every other run are gone  idempotent: yes  needs: constraint run_page
MATCH (p:RunPage)
WHERE p.run <> $but
DELETE p
