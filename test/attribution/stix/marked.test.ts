/** What came in under a marking -> where it goes: nowhere under a weaker one, in whatever order it came and whoever else said it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeDossiers } from "../../../src/attribution/dossiers/merge.js";
import { importBundle } from "../../../src/attribution/stix/import.js";
import { share } from "../../../src/attribution/stix/share.js";
import { PermanentError } from "../../../src/errors.js";
import { pseudonymiser } from "../../../src/indicator/normalise/pseudonym.js";
import { type Dossier, MARKINGS, type Marking, parseDossiers } from "../../../src/model/dossier.js";
import { cluster } from "../../enforcement/plan/example.js";
import { type Import, imports, secretsAt } from "./imports.js";

const AT = Date.UTC(2026, 5, 1);
const pseudonymise = pseudonymiser(new Uint8Array(32).fill(1));
const attributedTo = (...operators: string[]) => ({
  ...cluster("c-1", ["a", "b"]),
  attribution: operators.map((operator) => ({ operator, confidence: 0.9 / operators.length, likelihood: "likely" })),
});
const shared = (dossiers: readonly Dossier[], marking: Marking, operators = ["op-1"]) =>
  share(dossiers, [attributedTo(...operators)], { producer: "Org", marking, at: AT, expiresAt: AT * 2, pseudonymise }).objects;

/** Those that cannot be merged are refused, and nothing of them is kept. */
function take(all: readonly Import[]): { dossiers: Dossier[]; taken: Import[] } {
  const kept = new Map<string, Dossier>();
  const taken = all.filter(({ text }) => {
    const incoming = text.startsWith("{") ? importBundle(text).dossiers : parseDossiers(text);
    try {
      for (const dossier of mergeDossiers([...kept.values()], incoming)) kept.set(dossier.id, dossier);
      return true;
    } catch (error) {
      if (error instanceof PermanentError) return false;
      throw error;
    }
  });
  return { dossiers: [...kept.values()], taken };
}

describe("what came in under a marking", () => {
  it("goes out under none that is weaker: no value, name, alias, source or model", () => {
    fc.assert(
      fc.property(imports, (all) => {
        const { dossiers, taken } = take(all);
        for (const level of MARKINGS) {
          const text = JSON.stringify(shared(dossiers, level));
          for (const secret of secretsAt(level, taken)) expect(text, level).not.toContain(secret);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("goes out under its own and stronger ones", () => {
    const dossiers = parseDossiers(
      '[{"id": "op-1", "name": "Alder", "marking": "green", "indicators": [{"kind": "ip", "value": "192.0.2.1"}]}]',
    );
    for (const level of MARKINGS.slice(1)) expect(JSON.stringify(shared(dossiers, level))).toContain("192.0.2.1");
  });

  it("keeps clusters at home whose operator stays there", () => {
    const dossiers = parseDossiers('[{"id": "op-1", "marking": "red"}, {"id": "op-2"}]');
    const types = shared(dossiers, "green", ["op-1", "op-2"]).map(({ type }) => type);
    expect(types).not.toContain("campaign");
  });

  it("keeps the name of an operator whom others name more openly otherwise", () => {
    const [red] = parseDossiers('[{"id": "op-1", "name": "Alder", "marking": "red"}]');
    const [clear] = parseDossiers('[{"id": "op-1", "name": "Birch", "aliases": ["Birch"], "marking": "clear"}]');
    const known = { ...red, aliases: ["Birch"] };
    expect(mergeDossiers([known], [clear])[0]).toMatchObject({ name: "Alder", marking: "red" });
  });

  it("leaves what is our own without a marking, where others say the same", () => {
    const [own] = parseDossiers('[{"id": "op-1", "name": "Alder", "aliases": ["Erle"], "profile": {"models": ["m"]}}]');
    const [theirs] = parseDossiers(
      '[{"id": "op-1", "name": "Alder", "aliases": ["Erle", "Alnus"], "marking": "red", "profile": {"models": ["n"]}}]',
    );
    const [merged] = mergeDossiers([own], [theirs]);
    expect(merged).toEqual({ ...own, aliases: ["Erle", "Alnus"], marked_aliases: [{ alias: "Alnus", marking: "red" }] });
  });

  it("is not taken in where it was revoked, nor what a revoked relationship ties", () => {
    const [dossier] = parseDossiers('[{"id": "op-1", "indicators": [{"kind": "ip", "value": "192.0.2.1"}]}]');
    const objects = shared([dossier], "green").map((one) => (one.type === "relationship" ? { ...one, revoked: true } : one));
    const text = JSON.stringify({ type: "bundle", id: "bundle--00000000-0000-4000-8000-000000000000", objects });
    expect(importBundle(text)).toMatchObject({ dossiers: [{ id: "op-1", indicators: [] }], skipped: 1 });
  });
});
