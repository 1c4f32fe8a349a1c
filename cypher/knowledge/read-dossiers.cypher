// in: nothing  out: {dossier}  idempotent: yes  needs: constraint operator_id
MATCH (o:Operator)
WHERE o.dossier IS NOT NULL
RETURN o.dossier AS dossier
