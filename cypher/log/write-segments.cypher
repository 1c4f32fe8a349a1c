// in: $segments [{part, bytes}], $ledger  out: nothing  idempotent: no (fence-commit comes before it)  needs: index segment_part
UNWIND $segments AS segment
CREATE (:Segment {part: segment.part, ledger: $ledger, bytes: segment.bytes})
