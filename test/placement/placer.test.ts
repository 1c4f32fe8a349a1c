/** Who comes after a clustering -> its place: nobody is placed by who was judged innocent since, or by what that struck. */
import { beforeAll, describe, expect, it } from "vitest";
import { populationOfRows } from "../../src/indicator/build.js";
import type { Merged } from "../../src/indicator/merge.js";
import type { Judgement } from "../../src/model/judgement.js";
import type { Placement } from "../../src/model/placement.js";
import { findClusters } from "../../src/pipeline.js";
import { type PlacementIndex, placementIndex } from "../../src/placement/placement-index.js";
import { Placer } from "../../src/placement/placer.js";
import { rowsOf } from "../simulate/rows-of.js";

const DAY = 86_400_000;
const signup = (account: string, n: number, seen: object) =>
  JSON.stringify({ type: "signup", id: `s-${account}`, time: new Date(1.77e12 + n * DAY).toISOString(), account, ...seen });
const card = (fingerprint: string) => ({ fingerprint, kind: "credit", country: "DE" });
const using = (device: string, fingerprint: string) => ({ client: { device }, payment: card(fingerprint) });

const strangers = Array.from({ length: 300 }, (_, i) => signup(`stranger-${i}`, i, using(`own-${i}`, `card-${i}`)));
const ring = Array.from({ length: 6 }, (_, i) => signup(`ring-${i}`, 20 * i, using("dev-ring", "card-ring")));
const loner = signup("loner", 3, using("dev-loner", "card-loner"));
const later = {
  "new-ring": signup("new-ring", 310, using("dev-ring", "card-ring")),
  "new-loner": signup("new-loner", 311, using("dev-loner", "card-loner")),
};

let clock = 0;
const said = (about: Judgement["about"]): Judgement => ({
  id: `j-${++clock}`,
  at: clock,
  analyst: "ana",
  reason: "",
  about,
  verdict: "positive",
});
const innocent = (account: string, struck: readonly { kind: string; value: string }[] = []) => said({ type: "innocence", account, struck });

describe("an account that comes after a clustering", () => {
  let stood: Merged[];
  let index: PlacementIndex;
  beforeAll(() => {
    stood = rowsOf([...strangers, ...ring, loner]);
    findClusters(populationOfRows(stood), {
      onLinked: (links, clusters) => {
        index = placementIndex(links, clusters);
      },
    });
  });

  async function placed(account: keyof typeof later, judgements: readonly Judgement[], placer = new Placer(index)): Promise<Placement> {
    const [{ bytes }] = rowsOf([later[account]]);
    placer.add(account, bytes);
    const footprintsOf = async (accounts: readonly string[]) => stood.filter((row) => accounts.includes(row.account));
    const [placement] = await placer.place([account], { footprintsOf, judgements, at: 0 });
    return placement;
  }

  it("joins its cluster, unless it was judged innocent", async () => {
    expect((await placed("new-ring", [])).cluster).not.toBeNull();
    const judged = innocent("new-ring");
    const mustLink = said({ type: "link", a: "new-ring", b: "ring-0" });
    expect(await placed("new-ring", [judged, mustLink])).toMatchObject({ cluster: null, together: [], bits: null });
    const withdrawn = said({ type: "withdrawal", judgement: judged.id });
    expect((await placed("new-ring", [judged, withdrawn])).cluster).not.toBeNull();
  });

  it("makes no group with one that was judged innocent, also where that was said after it was weighed", async () => {
    const placer = new Placer(index);
    expect((await placed("new-loner", [], placer)).together).toEqual(["loner"]);
    expect(await placed("new-loner", [innocent("loner")], placer)).toMatchObject({ cluster: null, together: [] });
  });

  it("is not placed by values that were struck", async () => {
    const { ties } = await placed("new-ring", []);
    const values = ties[0].evidence.filter(({ bits }) => bits > 0).map(({ kind, value }) => ({ kind, value }));
    expect(values.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["device", "payment"]));
    const [device, payment] = ["device", "payment"].map((kind) => values.filter((each) => each.kind === kind));
    const byCard = await placed("new-ring", [innocent("stranger-1", device)]);
    expect(byCard.ties.flatMap(({ evidence }) => evidence.filter(({ kind, bits }) => kind === "device" && bits > 0))).toEqual([]);
    expect(await placed("new-ring", [innocent("stranger-1", [...device, ...payment])])).toMatchObject({ cluster: null, together: [] });
  });
});
