// in: $cluster, $since, $seq from 1 on (the first page lies with the version), $data  out: nothing  idempotent: yes  needs: constraint link_page (go-on-saving comes before it)
MERGE (p:LinkPage {cluster: $cluster, since: $since, seq: $seq})
SET p.data = $data
