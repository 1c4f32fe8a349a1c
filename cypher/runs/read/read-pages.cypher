// in: $book  out: {data}, in order  idempotent: yes  needs: constraint page_book_seq
MATCH (p:Page {book: $book})
WHERE p.seq >= 0
RETURN p.data AS data
ORDER BY p.seq
