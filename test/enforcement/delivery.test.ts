/** What is done next about a call, by what the platform answered, and what is read back. */
import { describe, expect, it } from "vitest";
import { type Learned, messageId, nextStep } from "../../src/enforcement/delivery.js";
import type { AccountStanding, PlatformAnswer } from "../../src/model/enforcement/platform.js";

const SUSPEND = { id: "msg_1", target: "suspended" } as const;
const sent = (answer: PlatformAnswer): Learned => ({ by: "send", answer });
const read = (standing: Partial<AccountStanding>): Learned => ({
  by: "look",
  standing: { account: "a", state: "active", version: "1", id: null, ...standing },
  otherwise: null,
});
const answered = (changed: boolean): PlatformAnswer => ({
  is: "answered",
  before: changed ? "active" : "suspended",
  after: "suspended",
  changed,
  version: "2",
});

describe("after a try", () => {
  it("a change is settled as it was answered", () => {
    expect(nextStep(SUSPEND, sent(answered(true)), false)).toEqual({
      do: "settle",
      settled: { outcome: "changed", before: "active", after: "suspended", version: "2" },
    });
  });

  it("what was so already is read back: a try of ours whose answer was lost may have made it so", () => {
    const step = nextStep(SUSPEND, sent(answered(false)), false);
    expect(step).toMatchObject({ do: "look", otherwise: { outcome: "unchanged" } });
    const { otherwise } = step as Extract<typeof step, { do: "look" }>;
    const back = (id: string | null): Learned => ({ ...read({ state: "suspended", version: "2", id }), otherwise }) as Learned;
    expect(nextStep(SUSPEND, back("msg_1"), false)).toMatchObject({ settled: { outcome: "changed", version: "2" } });
    expect(nextStep(SUSPEND, back("msg_other"), false)).toMatchObject({ settled: { outcome: "unchanged" } });
  });

  it.each([
    ["no such account", { is: "missing" }, { settled: { outcome: "refused" } }],
    ["refused", { is: "refused", why: "no" }, { settled: { outcome: "refused", why: "no" } }],
    ["a conflict", { is: "conflict", why: "version" }, { do: "look", otherwise: { outcome: "refused", why: "version" } }],
    ["gone for good", { is: "gone" }, { do: "stop" }],
    ["too fast", { is: "later", afterMs: 700 }, { do: "wait", afterMs: 700, failed: false }],
    ["an answer that was lost", { is: "unclear", why: "timed out" }, { do: "look", otherwise: null }],
    ["a dry run", { is: "dry" }, { settled: { outcome: "skipped" } }],
  ] as [string, PlatformAnswer, object][])("%s", (_, answer, step) => {
    expect(nextStep(SUSPEND, sent(answer), false)).toMatchObject(step);
  });
});

describe("what is read back", () => {
  it("shows that the lost answer was ours: the change is known by its version, and not sent again", () => {
    expect(nextStep(SUSPEND, read({ state: "suspended", version: "7", id: "msg_1" }), false)).toMatchObject({
      settled: { outcome: "changed", version: "7" },
    });
  });

  it("shows that nothing was done: it is sent again, under the same id", () => {
    expect(nextStep(SUSPEND, read({}), false)).toEqual({ do: "send" });
  });

  it("says nothing: it waits, and is unknown only when no time is left", () => {
    const silent: Learned = { by: "look", standing: { is: "unclear" }, otherwise: null };
    expect(nextStep(SUSPEND, silent, false)).toMatchObject({ do: "wait", failed: true });
    expect(nextStep(SUSPEND, silent, true)).toMatchObject({ settled: { outcome: "unknown" } });
  });

  it("for the last time settles what it shows, and guesses nothing", () => {
    expect(nextStep(SUSPEND, read({ state: "suspended", id: "msg_other" }), true)).toMatchObject({ settled: { outcome: "unchanged" } });
    expect(nextStep(SUSPEND, read({ state: "active" }), true)).toMatchObject({ settled: { outcome: "unknown" } });
  });

  it("of a restore that met a conflict is ours where the last message was, and refused else", () => {
    const restore = { id: "msg_r", target: null };
    const back = (id: string): Learned =>
      ({ ...read({ state: "active", id }), otherwise: { outcome: "refused", why: "version" } }) as Learned;
    expect(nextStep(restore, back("msg_r"), false)).toMatchObject({ settled: { outcome: "changed" } });
    expect(nextStep(restore, back("msg_1"), false)).toMatchObject({ settled: { outcome: "refused" } });
  });
});

describe("a message's id", () => {
  it("is the same for every try, and another for another batch, opening, deed, account or version", () => {
    const ids = [
      messageId("b-1", 1, "suspend", "a"),
      messageId("b-2", 1, "suspend", "a"),
      messageId("b-1", 2, "suspend", "a"),
      messageId("b-1", 1, "verify", "a"),
      messageId("b-1", 1, "suspend", "b"),
      messageId("b-1", 1, "restore", "a", "3"),
      messageId("b-1", 1, "restore", "a", "4"),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(messageId("b-1", 1, "suspend", "a")).toBe(ids[0]);
    expect(ids.every((id) => /^msg_[0-9a-f]{32}$/.test(id))).toBe(true);
  });
});
