// in: nothing  out: {name, state} of this project's constraints (by their indexes) and indexes  idempotent: yes  needs: nothing
SHOW INDEXES YIELD name, state, labelsOrTypes
WHERE any(label IN labelsOrTypes WHERE label IN ['Account', 'Announcement', 'AuditHead', 'AuditPage', 'Cluster', 'ClusterVersion', 'FootprintPage', 'FormerCluster', 'Indicator', 'Judgement', 'Ledger', 'Lock', 'Lot', 'LinkPage', 'LotPage', 'MemberPage', 'Operator', 'Page', 'Placement', 'Plan', 'PlanChunk', 'Quarantined', 'Run', 'Segment', 'Slice', 'Source'])
RETURN name, state
