/** A selection -> what can be said of it. */

interface Selected {
  clusters: readonly string[];
  accounts: readonly string[] | null;
}

export type About =
  | { type: "disposition"; cluster: string }
  | { type: "attribution"; cluster: string; operator: string }
  | { type: "link"; a: string; b: string }
  | { type: "innocence"; account: string };

export interface Judgeable {
  label: string;
  wantsOperator: boolean;
  each(operator: string): About[];
}

/** So many are judged at once at the most: each is a record of its own. */
const MOST = 50;

export function aboutsOf({ clusters, accounts }: Selected): Judgeable[] {
  const abouts: Judgeable[] = [];
  if (accounts !== null && accounts.length === 2) {
    const [a, b] = accounts;
    abouts.push({ label: `${a} and ${b} are one hand’s`, wantsOperator: false, each: () => [{ type: "link", a, b }] });
  }
  if (accounts !== null && accounts.length > 0 && accounts.length <= MOST) {
    const who = accounts.length === 1 ? `${accounts[0]} is` : `these ${accounts.length} accounts are each`;
    abouts.push({
      label: `${who} innocent: of no fraudulent cluster`,
      wantsOperator: false,
      each: () => accounts.map((account) => ({ type: "innocence", account })),
    });
  }
  if (clusters.length > 0 && clusters.length <= MOST) {
    const which = clusters.length === 1 ? clusters[0] : `each of these ${clusters.length} clusters`;
    abouts.push({
      label: `${which} is fraudulent`,
      wantsOperator: false,
      each: () => clusters.map((cluster) => ({ type: "disposition", cluster })),
    });
    abouts.push({
      label: `${which} is run by an operator`,
      wantsOperator: true,
      each: (operator) => clusters.map((cluster) => ({ type: "attribution", cluster, operator })),
    });
  }
  return abouts;
}
