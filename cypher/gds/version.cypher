// in: nothing  out: {version}  idempotent: yes  needs: Graph Data Science
RETURN gds.version() AS version
