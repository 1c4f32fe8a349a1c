// in: nothing  out: {id, hash} of the clusters that an analyst sees  idempotent: yes  needs: constraint cluster_id
MATCH (c:Cluster)
RETURN c.id AS id, c.hash AS hash
