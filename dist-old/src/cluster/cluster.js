/** A cluster as it is kept: an id that lasts, its accounts, its score and disposition, its attribution, and the evidence for each. */
export {};
//# sourceMappingURL=cluster.js.map