// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE INDEX member_page_since IF NOT EXISTS FOR (n:MemberPage) ON (n.since)
