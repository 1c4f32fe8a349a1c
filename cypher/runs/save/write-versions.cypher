// in: $rows [{cluster, data, links}], null where the cluster ends, $since  out: nothing  idempotent: yes  needs: constraint cluster_version (go-on-saving comes before it)
UNWIND $rows AS row
MERGE (v:ClusterVersion {cluster: row.cluster, since: $since})
SET v.data = row.data, v.links = row.links
