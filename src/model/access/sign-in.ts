/** By what rules a person whom a provider of identities knows gets a role here. */
import type { Rank } from "./caller.js";

export interface SignInRules {
  /** Groups as the provider names them; who is in several has the highest role. */
  roles: ReadonlyMap<string, Rank>;
  /** Whether who is in one of them and not yet one of `people` is enrolled, as an analyst at the most. */
  enrols: boolean;
}
