// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT link_page IF NOT EXISTS FOR (n:LinkPage) REQUIRE (n.cluster, n.since, n.seq) IS UNIQUE
