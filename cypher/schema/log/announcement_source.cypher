// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT announcement_source IF NOT EXISTS FOR (n:Announcement) REQUIRE n.source IS UNIQUE
