// in: $pages, $count of them, $before (the current run's pages, or ''), $number, $info (what is remembered of it, JSON)
// out: {number}, or nothing where another run became current or pages are missing  idempotent: yes  needs: constraints run_id, run_page
MERGE (r:Run {id: 'current'})
ON CREATE SET r.pages = ''
SET r.asked = $pages
WITH r
WHERE r.pages IN [$before, $pages] AND COUNT { (p:RunPage {run: $pages}) WHERE p.seq >= 0 } = $count
SET r.pages = $pages, r.number = $number, r.info = $info
RETURN r.number AS number
