/** Merged footprints -> the population: all accounts in columns, in an order that depends on what happened and not on ids. The input of every later stage. */
export const CAPABILITIES = ["coding", "agentic", "reasoning", "tool_use", "vision", "chat", "data", "other"];
//# sourceMappingURL=population.js.map