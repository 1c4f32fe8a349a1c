export const QUEUE_NAMES = ["ingest", "recluster", "attribute"];
//# sourceMappingURL=ports.js.map