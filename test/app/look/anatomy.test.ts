/** A cluster's anatomy: what its parts are called, share and took over, the same whatever order its links come in. */
import { describe, expect, it } from "vitest";
import { type Anatomy, anatomyOf } from "../../../src/app/look/anatomy.js";
import type { Member } from "../../../src/app/look/member-columns.js";
import type { Cluster } from "../../../src/model/cluster.js";
import type { Link, LinkEvidence } from "../../../src/model/link.js";
import { mix32 } from "../../../src/tools/mix.js";

const DAY = 86_400_000;
const START = Date.UTC(2026, 3, 22);
const GROUPS = 6;
const SIZE = 60;
const nameOf = (i: number) => `acc-${String(i).padStart(4, "0")}`;
const groupOf = (i: number) => Math.floor(i / SIZE);
const row = (kind: string, value: string, bits: number): LinkEvidence => ({ kind, value, bits });

/** Six groups, each with a card of its own and born in a week of its own; whoever is suspended in one is followed by one of the next. */
function hydra(): { cluster: Cluster; links: Link[]; members: Member[] } {
  const links: Link[] = [];
  const tie = (i: number, j: number, ...evidence: LinkEvidence[]) => {
    if (i !== j && i < GROUPS * SIZE && j < GROUPS * SIZE)
      links.push({
        a: nameOf(Math.min(i, j)),
        b: nameOf(Math.max(i, j)),
        weight: 12,
        evidence: [...evidence, row("prior", "of 2,000 accounts", -14)],
      });
  };
  for (let i = 0; i < GROUPS * SIZE; i++) {
    const group = groupOf(i);
    const near = (k: number) => group * SIZE + (mix32(5 * i + k) % SIZE);
    for (let k = 0; k < 3; k++) tie(i, near(k), row("payment", `card-${group}`, 13), row("template", "t-1", 6));
    if (i % 20 === 0) tie(i, i + SIZE, row("succession", "signed up 4 min after the suspension", 5), row("net", "192.0.2.0/24", 7));
  }
  const members = Array.from({ length: GROUPS * SIZE }, (_, i): Member => {
    const at = START + groupOf(i) * 7 * DAY + (mix32(i) % (2 * DAY));
    const isGone = i % 20 === 0;
    return {
      account: nameOf(i),
      firstSeen: at,
      lastSeen: at + DAY,
      signupAt: at,
      exchanges: 10,
      tokens: 1_000,
      status: isGone ? "suspended" : "active",
      suspendedAt: isGone ? at + 5 * DAY : null,
    };
  });
  const cluster = { id: "c-1", accounts: members.map(({ account }) => account) } as unknown as Cluster;
  return { cluster, links, members };
}

async function anatomy({ cluster, links, members } = hydra()): Promise<Anatomy> {
  const model = { families: { payment: "payment", template: "behaviour", net: "network", succession: "time" } };
  return await anatomyOf({ number: 3, model: model as never, members: () => members }, cluster, links);
}

describe("a cluster's anatomy", () => {
  it("calls each part by the value that sets it apart, and by when most of it was born", async () => {
    const { parts } = await anatomy();
    expect(parts.map(({ label }) => label)).toEqual([
      "payment card-0, 100% here, 0% elsewhere; born 2026-04-22 to 2026-04-23",
      "payment card-1, 100% here, 0% elsewhere; born 2026-04-29 to 2026-04-30",
      "payment card-2, 100% here, 0% elsewhere; born 2026-05-06 to 2026-05-07",
      "payment card-3, 100% here, 0% elsewhere; born 2026-05-13 to 2026-05-14",
      "payment card-4, 100% here, 0% elsewhere; born 2026-05-20 to 2026-05-21",
      "payment card-5, 100% here, 0% elsewhere; born 2026-05-27 to 2026-05-28",
    ]);
    expect(parts[0]).toMatchObject({ size: 60, exchanges: 600, suspended: 3 });
  });

  it("calls a part by what ties it where no value sets it apart", async () => {
    const { cluster, links, members } = hydra();
    const alike = links.map((link) => ({
      ...link,
      evidence: link.evidence.map((each) => (each.kind === "payment" ? { ...each, value: "one" } : each)),
    }));
    const { parts } = await anatomy({ cluster, links: alike, members });
    expect(parts[2].label).toBe("tied by payment and template; born 2026-05-06 to 2026-05-07");
  });

  it("names each part by the account that was born first, so that a later run calls it the same", async () => {
    const { cluster, links, members } = hydra();
    const before = await anatomy({ cluster, links, members });
    const isKept = ({ account }: { account: string }) =>
      Number(account.slice(-4)) % 7 !== 3 || before.parts.some(({ id }) => id === `p-${account}`);
    const fewer = members.filter(isKept);
    const held = new Set(fewer.map(({ account }) => account));
    const after = await anatomy({
      cluster: { ...cluster, accounts: [...held] },
      links: links.filter(({ a, b }) => held.has(a) && held.has(b)),
      members: fewer,
    });
    expect(after.parts.map(({ id }) => id)).toEqual(before.parts.map(({ id }) => id));
  });

  it("tells who took over from whom by who signed up later, whatever the accounts are called", async () => {
    const { cluster, links, members } = hydra();
    const mirrored = members.map((member, i) => ({ ...members[members.length - 1 - i], account: member.account }));
    const there = await anatomy({ cluster, links, members: mirrored });
    expect(there.successions).toHaveLength(GROUPS - 1);
    for (const { from, to, links: count } of there.successions) expect([to - from, count]).toEqual([1, 3]);
  });

  it("tells what parts share, what carries most, and on which days accounts came and went", async () => {
    const { flows, indicators, births, suspensions } = await anatomy();
    expect(flows).toContainEqual({ from: 1, to: 2, family: "network", links: 3, bits: 21 });
    expect(indicators.find(({ value }) => value === "card-3")?.accounts).toEqual([0, 0, 0, 60, 0, 0]);
    expect(indicators.find(({ value }) => value === "t-1")?.accounts).toEqual([60, 60, 60, 60, 60, 60]);
    expect(indicators.map(({ kind }) => kind)).not.toContain("succession");
    const total = (days: Anatomy["births"]) => days.flatMap(({ parts }) => parts).reduce((sum, each) => sum + each, 0);
    expect([total(births), total(suspensions)]).toEqual([360, 18]);
  });

  it("is the same in whatever order its links come", async () => {
    const { cluster, links, members } = hydra();
    const shuffled = [...links].sort((p, q) => mix32(p.a.length + Number(p.b.slice(-4))) - mix32(q.a.length + Number(q.b.slice(-4))));
    expect(await anatomy({ cluster, links: shuffled, members })).toEqual(await anatomy({ cluster, links, members }));
  });

  it("of a cluster that is small is one part", async () => {
    const { cluster, links, members } = hydra();
    const few = new Set(cluster.accounts.slice(0, 150));
    const { parts } = await anatomy({
      cluster: { ...cluster, accounts: [...few] },
      links: links.filter(({ a, b }) => few.has(a) && few.has(b)),
      members: members.slice(0, 150),
    });
    expect(parts).toHaveLength(1);
    expect(parts[0].label).toBe("template t-1, 99% here; born 2026-04-22 to 2026-05-07");
  });
});
