// in: nothing  out: {source, path, size, final}  idempotent: yes  needs: nothing
MATCH (n:Announcement)
RETURN n.source AS source, n.path AS path, n.size AS size, n.final AS final
ORDER BY n.source
