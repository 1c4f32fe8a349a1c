// in: nothing  out: {id, shownIn} of the clusters that an analyst sees; null for one that may be shown in part  idempotent: yes  needs: nothing
MATCH (c:Cluster)
RETURN c.id AS id, c.shownIn AS shownIn
