import { describe, expect, it } from "vitest";
import { membersOf } from "../../../src/cluster/refine/members.js";

describe("members", () => {
  it("are listed of labels that have enough, by first account", () => {
    const community = Int32Array.of(7, 2, 0, 2, 7, 5, 7);
    expect([...membersOf(community, 2)]).toEqual([
      [7, [0, 4, 6]],
      [2, [1, 3]],
    ]);
    expect([...membersOf(community, 4)]).toEqual([]);
    expect([...membersOf(new Int32Array(0), 1)]).toEqual([]);
  });
});
