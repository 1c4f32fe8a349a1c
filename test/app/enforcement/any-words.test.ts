/** Whatever words are handed to the use cases: what cannot stand in the log is refused before it is there, and a halt works afterwards. */
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appealFor, appealsOf, decideAppeal } from "../../../src/app/enforcement/appeal.js";
import { approveBatch, denyBatch, haltBatches, resumeBatch, reverseBatch } from "../../../src/app/enforcement/control.js";
import { takeOrders } from "../../../src/app/enforcement/execute/watch.js";
import { Journal } from "../../../src/app/enforcement/journal.js";
import { enrol } from "../../../src/app/enforcement/people.js";
import { signWith } from "../../../src/app/enforcement/sign.js";
import { suspend } from "../../../src/app/enforcement/suspend.js";
import { PermanentError, UsageError } from "../../../src/errors.js";
import { checkPolicy } from "../../../src/model/enforcement/policy.js";
import { keyOf } from "../../enforcement/office.js";
import { feed, request, runOf, signup } from "./store.js";
import { policy, ring, type Team, team } from "./team.js";

let one: Team;
/** Carried out, so that it can be taken back and appealed against. */
let done: string;
let planned: { batch: string; hash: string };
const { accounts, links } = ring(6);

beforeAll(async () => {
  one = await team(runOf({ "c-1": accounts }, links));
  await feed(
    one.store,
    one.dir,
    accounts.split(" ").map((account) => signup(account)),
    { merge: true },
  );
  done = await one.approved();
  await one.carryOut(done);
  planned = await suspend(one, request({ target: one.platform.target, policy, reason: "another" }));
});
afterAll(() => one.close());

const LONG = "x".repeat(4_001);
const word = fc.oneof(
  fc.string({ unit: "binary", minLength: 0, maxLength: 40 }),
  fc.constantFrom("", " ", "a\nb", "\u0000", "\ud800", "--by", LONG, "\u0001".repeat(3_000), '"'.repeat(4_000), "y".repeat(150), "fine"),
);

/** Each use case, with words in every place that takes some. */
const USES: Record<string, (say: string, by: string) => Promise<unknown>> = {
  suspend: (reason, by) => suspend(one, request({ target: one.platform.target, policy, reason, by })),
  "suspend, the name alone": (_, by) => suspend(one, request({ target: one.platform.target, policy, reason: `of ${by.length}`, by })),
  enrol: (_, name) => enrol(one, { name, role: "analyst", key: null }, { sign: null, policy: checkPolicy({}) }),
  approve: (hash, by) => approveBatch(one, planned.batch, hash, signWith(by, keyOf(2), Date)),
  deny: (reason, by) => denyBatch(one, planned.batch, reason, signWith(by, keyOf(2), Date)),
  "deny, by an approver": async (reason) => {
    const { batch } = await suspend(one, request({ target: one.platform.target, policy, reason: "to be denied" }));
    await denyBatch(one, batch, reason, one.sign("cem"));
  },
  halt: (reason) => haltBatches(one, reason),
  "halt and resume": async (reason) => {
    await reverseBatch(one, { batch: done, accounts: null, reason: "all" }, one.sign("cem"));
    await haltBatches(one, reason);
    await resumeBatch(one, done, one.sign("cem"));
  },
  reverse: (reason, account) => reverseBatch(one, { batch: done, accounts: [account], reason }, one.sign("cem")),
  "reverse, an account of it": (reason) => reverseBatch(one, { batch: done, accounts: ["m1"], reason }, one.sign("cem")),
  appeal: (reason) => appealFor(one, "m0", reason),
  "appeal of anybody": (reason, account) => appealFor(one, account, reason),
  decide: async (reason) => {
    await appealFor(one, "m0", "mine");
    const { appeal } = (await appealsOf(one))[0];
    await decideAppeal(one, appeal, "reject", reason, one.sign("cem"));
  },
  "an order to halt": (reason) =>
    takeOrders(new Journal(one), { given: async () => [{ order: { do: "halt", reason }, taken: async () => {} }] }),
};

it("whatever they are, the log can be read afterwards and a halt works", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(USES)), word, word, async (use, say, by) => {
      const refusal = await USES[use](say, by).then(
        () => null,
        (error: unknown) => error,
      );
      if (refusal !== null) expect(refusal, use).toBeInstanceOf(PermanentError);
      await haltBatches(one, "stop");
      expect((await new Journal(one).state()).batches.has(done)).toBe(true);
    }),
    {
      numRuns: 120,
      seed: 20_260_601,
      examples: Object.keys(USES).flatMap((use) =>
        ["a\nb", LONG, "\u0001".repeat(3_000)].map((w) => [use, w, w] as [string, string, string]),
      ),
    },
  );
});

describe("a wrong call", () => {
  let size: number;
  beforeEach(async () => {
    size = (await one.store.auditHead())!.size;
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ["a name with a line break", () => USES["suspend, the name alone"]("", "a\nb"), /by: give 1 to 100 letters, digits/],
    ["a reason that is too long", () => haltBatches(one, LONG), /reason: give 1 to 4000 characters/],
    ["no reason", () => haltBatches(one, ""), /reason: give 1 to 4000 characters/],
    ["a reason of control characters", () => haltBatches(one, "\u0001".repeat(3_000)), /reason: give 1 to 4000 characters/],
    ["half of a surrogate pair", () => haltBatches(one, "\ud800"), /reason: give 1 to 4000 characters/],
    ["a reversal of nobody", () => reverseBatch(one, { batch: done, accounts: [], reason: "x" }, one.sign("cem")), /name an account/],
  ])("%s: it appends nothing and says what to give", async (_, use, message) => {
    const refusal = await use().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as Error).message).toMatch(message);
    expect((await one.store.auditHead())!.size).toBe(size);
  });

  it("what does not follow from how things stand appends nothing", async () => {
    await expect(new Journal(one).decide(() => [{ type: "done", batch: "b-0000000000000000", counts: {} }])).rejects.toThrow(
      /nothing was logged.*`cautery batches`/,
    );
    expect((await one.store.auditHead())!.size).toBe(size);
  });

  it("an outcome that nothing could read again appends nothing", async () => {
    const outcome = { type: "outcome", account: "m0", deed: "suspend", outcome: "refused", why: "x".repeat(501), tries: 1 } as const;
    await expect(new Journal(one).record(done, 1, [outcome])).rejects.toThrow(/why/);
    expect((await one.store.auditHead())!.size).toBe(size);
  });
});
