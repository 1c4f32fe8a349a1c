// in: $accounts [id]  out: {account, bytes}, in any order  idempotent: yes  needs: constraint account_id
UNWIND $accounts AS id
MATCH (a:Account {id: id})
WHERE a.footprint IS NOT NULL
RETURN a.id AS account, a.footprint AS bytes
