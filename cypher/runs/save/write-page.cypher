// in: $book, $seq, $since, $data  out: nothing  idempotent: yes  needs: constraint page_book_seq (go-on-saving comes before it)
MERGE (p:Page {book: $book, seq: $seq})
SET p.since = $since, p.data = $data
