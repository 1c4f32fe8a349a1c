// in: $keys [{cluster, since}]  out: {cluster, data}, in any order  idempotent: yes  needs: constraint cluster_version
UNWIND $keys AS key
MATCH (v:ClusterVersion {cluster: key.cluster, since: key.since})
RETURN v.cluster AS cluster, v.data AS data
