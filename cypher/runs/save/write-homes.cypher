// in: $rows [{bucket, data}], $since  out: nothing  idempotent: yes  needs: constraint member_page (go-on-saving comes before it)
UNWIND $rows AS row
MERGE (p:MemberPage {bucket: row.bucket, since: $since})
SET p.data = row.data
