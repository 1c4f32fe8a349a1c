/** Who holds an account, and what a reversal of one batch does to it while others claim it. */
import { describe, expect, it } from "vitest";
import type { OutcomeEntry, Placed } from "../../src/enforcement/acts.js";
import { coursesOf, type Held, heldBy, madeVersion, releaseOf, UNTOUCHED } from "../../src/enforcement/claims.js";

let entry = 0;
const outcome = (what: Partial<OutcomeEntry>): Placed<OutcomeEntry> => ({
  entry: ++entry,
  at: 0,
  what: { type: "outcome", account: "a", deed: "suspend", outcome: "changed", tries: 1, ...what },
});
const courseOf = (...outcomes: Placed<OutcomeEntry>[]) => coursesOf(outcomes).get("a") ?? UNTOUCHED;
const changed = (version: string) => outcome({ version });
const was = () => outcome({ outcome: "unchanged", version: "9" });
const restored = (version: string, reversal = 1) => outcome({ deed: "restore", version, reversal });

describe("a batch holds an account", () => {
  it("that it changed, or found so, and not one that it skipped or was refused", () => {
    expect(heldBy("b", courseOf(changed("1")))).toEqual({ batch: "b", version: "1", deed: "suspend" });
    expect(heldBy("b", courseOf(was()))).toEqual({ batch: "b", version: null, deed: "suspend" });
    for (const no of ["skipped", "refused", "unknown"] as const) expect(heldBy("b", courseOf(outcome({ outcome: no })))).toBeNull();
  });

  it("until it gave it back, or let go of it", () => {
    expect(heldBy("b", courseOf(changed("1"), restored("1")))).toBeNull();
    expect(heldBy("b", courseOf(was(), outcome({ deed: "restore", outcome: "skipped", reversal: 1 })))).toBeNull();
  });

  it("again, where it was asked to verify, that was taken back, and it was suspended then", () => {
    const course = courseOf(outcome({ deed: "verify", version: "1" }), restored("1", 0), changed("3"));
    expect(heldBy("b", course)).toEqual({ batch: "b", version: "3", deed: "suspend" });
  });
});

describe("of two batches that hold an account", () => {
  const first = courseOf(changed("1"));
  const second = courseOf(was());

  it("the one that is reversed first lets go, and the other gives it back, by the change that was made", () => {
    const held = heldBy("b-2", second) as Held;
    expect(releaseOf(heldBy("b-1", first), [held], madeVersion([first, second]))).toMatchObject({
      do: "let go",
      why: "still claimed by b-2",
    });
    const let_go = courseOf(...[first.done!], outcome({ deed: "restore", outcome: "skipped", reversal: 5 }));
    expect(heldBy("b-1", let_go)).toBeNull();
    expect(releaseOf(held, [], madeVersion([let_go, second]))).toEqual({ do: "restore", version: "1" });
  });

  it("in the other order, the same", () => {
    const held = heldBy("b-1", first) as Held;
    expect(releaseOf(heldBy("b-2", second), [held], madeVersion([first, second]))).toMatchObject({ do: "let go" });
    expect(releaseOf(held, [], madeVersion([first]))).toEqual({ do: "restore", version: "1" });
  });

  it("nothing is given back that somebody else did", () => {
    expect(releaseOf(heldBy("b-2", second), [], madeVersion([second]))).toMatchObject({
      do: "nothing",
      why: "it was so already, and not by us",
    });
    expect(releaseOf(null, [], null)).toMatchObject({ do: "nothing" });
  });

  it("nothing is given back twice", () => {
    const back = courseOf(changed("1"), restored("1"));
    expect(madeVersion([back, second])).toBeNull();
  });
});
