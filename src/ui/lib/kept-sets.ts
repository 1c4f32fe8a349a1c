/** Sets of accounts too long for an address: kept by the server, named in the address. */
import { type Addressed, type Ids, NAMED_SETS } from "../state/address.js";
import { askJson, pathOf } from "./api.js";

/** Sets whose ids have more characters together. */
const LONGEST = 1_500;
/** By the ids themselves: what was kept once is not sent again. */
const names = new Map<string, string>();

/** The state with its long sets by name. */
export async function shortened(state: Addressed): Promise<Addressed> {
  const short: Addressed = { ...state };
  for (const name of NAMED_SETS) short[name] = await shortenedSet(state[name]);
  return short;
}

async function shortenedSet(ids: Ids): Promise<Ids> {
  if ("kept" in ids) return ids;
  const text = ids.join("\n");
  if (text.length <= LONGEST) return ids;
  let kept = names.get(text);
  if (kept === undefined) {
    kept = (await askJson<{ name: string }>("/v1/selections", { method: "POST", body: { accounts: ids } })).name;
    names.set(text, kept);
  }
  return { kept };
}

export async function accountsKept(name: string): Promise<string[]> {
  return (await askJson<{ accounts: string[] }>(pathOf("/v1/selections/{}", name))).accounts;
}
