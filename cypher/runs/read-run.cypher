// in: nothing  out: {number, pages, shown, info} of the current run  idempotent: yes  needs: constraint run_id
MATCH (r:Run {id: 'current'})
WHERE r.pages <> ''
RETURN r.number AS number, r.pages AS pages, r.shown AS shown, r.info AS info
