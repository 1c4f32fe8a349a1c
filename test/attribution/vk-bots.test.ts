/** Bots that researchers bought from three sellers (real data): the seller of a cluster is named right by its accounts' friends alone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { attribute, type Subject } from "../../src/attribution/attribute.js";
import { parseDossiers } from "../../src/model/dossier.js";
import { Rng } from "../../src/simulate/random.js";
import { gather } from "../../src/tools/gather.js";
import { describeWithData } from "../setup/shared-data.js";
import { type Person, populationOf } from "./population.js";

interface Row {
  account: string;
  fraud: boolean;
  operator: string | null;
}

function peopleOf(path: string): Person[] {
  const people = new Map<string, Map<string, string[]>>();
  const lines = gunzipSync(readFileSync(join(path, "events.ndjson.gz")))
    .toString()
    .trim()
    .split("\n");
  for (const event of lines.map((line) => JSON.parse(line))) {
    const seen = people.get(event.account) ?? new Map<string, string[]>();
    people.set(event.account, seen);
    for (const [key, value] of Object.entries(event.attributes ?? {})) gather(seen, `attributes.${key}`, String(value));
  }
  return [...people].map(([account, seen]) => ({ account, seen: Object.fromEntries(seen) }));
}

describeWithData("vk-bots", "clusters of bought bots", (path) => {
  const people = peopleOf(path);
  const population = populationOf(people);
  const index = new Map(people.map(({ account }, i) => [account, i]));
  const truth: Row[] = readFileSync(join(path, "truth.ndjson"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const dossiers = parseDossiers(readFileSync(join(path, "operators.json"), "utf8"));

  describe.each([
    [40, 0.1],
    [10, 0.1],
    [10, 0.3],
  ])("of %i bots, with a share of %d innocent accounts caught", (size, noise) => {
    let rows: { seller: string; named: string; accounts: number }[];
    beforeAll(() => {
      const clusters = clustersOf(size, noise);
      const found = attribute(
        population,
        clusters.map(({ subject }) => subject),
        { dossiers },
      );
      rows = clusters.map(({ subject, seller }, c) => ({ seller, named: found[c].shares[0].operator, accounts: subject.accounts.length }));
    });

    it("are the right seller's for 95% of the accounts", () => {
      const accounts = (all: typeof rows) => all.reduce((sum, row) => sum + row.accounts, 0);
      expect(accounts(rows.filter(({ seller, named }) => seller === named)) / accounts(rows)).toBeGreaterThanOrEqual(0.95);
    });

    it("name each of the three sellers", () => {
      const named = rows.filter(({ seller, named }) => seller === named).map(({ named }) => named);
      expect([...new Set(named)].sort()).toEqual(dossiers.map(({ id }) => id).sort());
    });
  });

  /** Each seller's bots that have friends, dealt into clusters, with innocent accounts among them. */
  function clustersOf(size: number, noise: number): { subject: Subject; seller: string }[] {
    const rng = new Rng(9);
    const bySeller = new Map<string, number[]>();
    const innocent: number[] = [];
    for (const { account, operator } of rng.sample(truth, truth.length)) {
      const i = index.get(account)!;
      if (operator === null) innocent.push(i);
      else if (people[i].seen?.["attributes.friend"]) gather(bySeller, operator, i);
    }
    return [...bySeller].flatMap(([seller, bots]) =>
      Array.from({ length: Math.floor(bots.length / size) }, (_, c) => {
        const accounts = [...bots.slice(c * size, (c + 1) * size), ...innocent.splice(0, Math.round(size * noise))];
        return { seller, subject: { id: `${seller}-${c}`, accounts, disposition: "fraudulent" as const } };
      }),
    );
  }
});
