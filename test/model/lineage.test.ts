/** Ids that are no longer current -> those that led to one that is. */
import { describe, expect, it } from "vitest";
import { formerIdsOf } from "../../src/model/lineage.js";

const former = (...pairs: readonly (readonly [string, string | null])[]) =>
  pairs.map(([id, supersededBy]) => ({ id, accounts: [], supersededBy }));

describe("former ids", () => {
  it("are those that led to the id, the most mergers away first", () => {
    const known = former(["c-2", "c-1"], ["c-5", "c-3"], ["c-3", "c-1"], ["c-4", "c-3"], ["c-6", null], ["c-7", "c-8"]);
    expect(formerIdsOf("c-1", known)).toEqual(["c-4", "c-5", "c-2", "c-3"]);
    expect(formerIdsOf("c-6", known)).toEqual([]);
  });

  it("end where ids took each other over in a circle", () => {
    expect(formerIdsOf("c-1", former(["c-1", "c-2"], ["c-2", "c-1"]))).toEqual(["c-2"]);
  });
});
