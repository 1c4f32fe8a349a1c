/** Innocent groups in a simulated world: each looks linked for the reason that it has in life. */
import { expect, test } from "vitest";
import { distance, type Line, once, worldOf } from "../world-of.js";

const { lines, truth } = worldOf({ accounts: 4000, fraud: 0.02, eventsPerAccount: 12, days: 20, seed: 33 });
const signups = once(lines, "signup");

/** The sign-ups of the largest group of a kind. */
function largest(kind: string): Line[] {
  const groups = new Map<string, Line[]>();
  for (const line of signups) {
    const { group, kind: its } = truth.get(line.account)!;
    if (its === kind) groups.set(group!, [...(groups.get(group!) ?? []), line]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)[0]!;
}

/** Share of the group, among those who give it, that has its commonest value. */
function agreement(group: readonly Line[], value: (line: Line) => string | undefined): number {
  const counts = new Map<string, number>();
  const given = group.map(value).filter((one) => one !== undefined);
  for (const one of given) counts.set(one, (counts.get(one) ?? 0) + 1);
  return Math.max(...counts.values()) / given.length;
}

test.each<[string, string, (line: Line) => string | undefined, number]>([
  ["company", "domain", (line) => line.email?.split("@")[1], 0.8],
  ["reseller", "card", (line) => line.payment?.fingerprint, 0.95],
  ["hackathon", "promotion code", (line) => line.promo, 0.85],
  ["hackathon", "venue's address", (line) => line.network?.ip, 0.7],
  ["campus", "network", (line) => String(line.network?.asn), 0.15],
])("a %s has its %s in common", (kind, _what, value, least) => {
  expect(agreement(largest(kind), value)).toBeGreaterThan(least);
});

test("a hackathon signs up within hours", () => {
  const times = largest("hackathon")
    .map(({ time }) => Date.parse(time))
    .sort((a, b) => a - b);
  expect(times[Math.floor(times.length * 0.9)]! - times[0]!).toBeLessThan(6 * 3_600_000);
});

test("strangers on one published timetable send the same prompts in the same minutes", () => {
  const members = new Set(largest("automation").map(({ account }) => account));
  const sent = once(lines, "usage")
    .filter(({ account, prompt_simhash }) => members.has(account) && prompt_simhash)
    .sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  const together = sent.filter((line, i) => {
    const next = sent[i + 1];
    return next && Date.parse(next.time) - Date.parse(line.time) < 60_000 && distance(line.prompt_simhash!, next.prompt_simhash!) <= 6;
  });
  expect(together.length / sent.length).toBeGreaterThan(0.3);
});

test("a carrier's address and a VPN's exit have many strangers behind them", () => {
  for (const kind of ["mobile", "vpn"]) {
    const behind = new Map<string, Set<string>>();
    for (const { account, network } of once(lines, "usage"))
      if (network?.kind === kind) behind.set(network.ip, (behind.get(network.ip) ?? new Set()).add(account));
    expect(Math.max(...[...behind.values()].map((accounts) => accounts.size))).toBeGreaterThan(30);
  }
});

test("the users of one tool share its client and its prompts, and little else", () => {
  const group = largest("tool");
  const members = new Set(group.map(({ account }) => account));
  const clients = once(lines, "usage").filter(({ account, client }) => members.has(account) && client && !client.device);
  expect(agreement(clients, (line) => line.client?.ja4)).toBeGreaterThan(0.95);
  expect(agreement(group, (line) => line.payment?.fingerprint)).toBeLessThan(0.05);
});

test("ordinary customers use rented proxies, virtual cards and scripts too", () => {
  const innocent = (line: Line): boolean => !truth.get(line.account)!.fraud;
  expect(signups.some((line) => innocent(line) && line.payment?.kind === "virtual")).toBe(true);
  expect(lines.some((line) => innocent(line) && line.network?.kind === "proxy")).toBe(true);
  expect(lines.some((line) => innocent(line) && line.client?.user_agent.startsWith("python-httpx"))).toBe(true);
});
