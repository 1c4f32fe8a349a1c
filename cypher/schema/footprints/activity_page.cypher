// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT activity_page IF NOT EXISTS FOR (n:ActivityPage) REQUIRE (n.part, n.seq) IS UNIQUE
