// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT member_page IF NOT EXISTS FOR (n:MemberPage) REQUIRE (n.bucket, n.since) IS UNIQUE
