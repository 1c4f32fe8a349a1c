// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT run_page IF NOT EXISTS FOR (n:RunPage) REQUIRE (n.run, n.seq) IS UNIQUE
