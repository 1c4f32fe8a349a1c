// in: $book, $seq  out: {data}, or nothing  idempotent: yes  needs: constraint page_book_seq
MATCH (p:Page {book: $book, seq: $seq})
RETURN p.data AS data
