// in: $part  out: {account, bytes}, in any order  idempotent: yes  needs: index account_part
MATCH (a:Account {part: $part})
RETURN a.id AS account, a.footprint AS bytes
