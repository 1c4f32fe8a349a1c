// in: nothing  out: nothing  idempotent: yes  needs: the schema
CALL db.awaitIndexes(300)
