// in: nothing  out: nothing  idempotent: yes  needs: nothing
CREATE CONSTRAINT page_book_seq IF NOT EXISTS FOR (n:Page) REQUIRE (n.book, n.seq) IS UNIQUE
