// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT footprint_page IF NOT EXISTS FOR (n:FootprintPage) REQUIRE (n.part, n.seq) IS UNIQUE
