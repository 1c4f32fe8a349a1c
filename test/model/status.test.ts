/** Which suspensions of an account count, and for what. */
import { describe, expect, it } from "vitest";
import { isSuspended, type StatusChange, standingSuspensions, suspensionTimes } from "../../src/model/status.js";

/** `suspended 5 by kim` -> a change at that time. */
function changes(...lines: string[]): StatusChange[] {
  return lines.map((line) => {
    const [status, at, , actor = null] = line.split(" ");
    return { at: Number(at), status: status as StatusChange["status"], actor, reason: null };
  });
}

describe("a suspension", () => {
  it.each([
    ["stands", ["suspended 1 by kim"], true],
    ["stands where nobody said who did it", ["suspended 1"], true],
    ["stands where the account was closed after it", ["suspended 1 by kim", "closed 2 by kim"], true],
    ["does not stand once it was reinstated, whoever did that", ["suspended 1 by kim", "reinstated 2 by cautery"], false],
    [
      "stands where Cautery took back no more than its own",
      ["suspended 1 by kim", "suspended 2 by cautery", "reinstated 3 by cautery"],
      true,
    ],
    [
      "does not stand where Cautery lifted it after its own",
      ["suspended 1 by kim", "suspended 2 by cautery", "reinstated 3 by cautery", "reinstated 4 by cautery"],
      false,
    ],
    ["does not stand where somebody else lifted both", ["suspended 1 by kim", "suspended 2 by cautery", "reinstated 3 by lee"], false],
    ["stands where it came again after that", ["suspended 1 by kim", "reinstated 2 by kim", "suspended 3 by kim"], true],
    ["is no evidence where it is Cautery's own", ["suspended 1 by cautery"], false],
    ["is evidence where somebody else suspended too", ["suspended 1 by cautery", "suspended 2 by kim"], true],
    ["is somebody's whose name only resembles", ["suspended 1 by cautery-team"], true],
    ["is lifted by a reinstatement of the same time", ["suspended 1 by kim", "reinstated 1 by kim"], false],
    ["is not what a closed account has", ["closed 1 by kim"], false],
  ])("%s", (_, lines, stands) => {
    expect(isSuspended(changes(...lines))).toBe(stands);
  });

  it("is the cause of a takeover whoever did it, reinstated or not, each time once", () => {
    const all = changes("suspended 1 by cautery", "suspended 3 by kim", "suspended 3 by lee", "reinstated 4 by kim", "closed 5");
    expect(suspensionTimes(all)).toEqual([1, 3]);
  });

  it("is none where nothing is known of the account", () => {
    expect([suspensionTimes(undefined), standingSuspensions(undefined), isSuspended(undefined)]).toEqual([[], [], false]);
  });
});
