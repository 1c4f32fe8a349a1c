/** The members' table: what the server tells in CSV, how it is sorted, and what goes out as CSV. */
import { describe, expect, it } from "vitest";
import { membersCsv } from "../../../../src/http/resources/cluster-rows.js";
import { csvOf, readMembers, sorted, tiesOf } from "../../../../src/ui/cluster/members/columns.js";

const member = (account: string, exchanges: number, lastSeen: number | null) => ({
  account,
  firstSeen: lastSeen,
  lastSeen,
  signupAt: null,
  exchanges,
  tokens: 2 * exchanges,
  status: "active" as const,
  suspendedAt: null,
});
const pause = async () => {};

describe("members", () => {
  it("are read from what the server writes, whatever their ids have in them", async () => {
    const all = [member("=1+1", 3, null), member('a,"b"', 5, 1_000), member("plain", 7, 86_400_000)];
    const told = await readMembers(
      membersCsv(all),
      all.map(({ account }) => account),
      pause,
    );
    expect([...told.exchanges]).toEqual([3, 5, 7]);
    expect([...told.tokens]).toEqual([6, 10, 14]);
    expect([...told.lastSeen]).toEqual([Number.NaN, 1_000, 86_400_000]);
  });

  it("of another run, or in a form that is not known, are refused", async () => {
    await expect(readMembers(membersCsv([member("a", 1, null)]), ["b"], pause)).rejects.toThrow("another run");
    await expect(readMembers("id,name\r\n", [], pause)).rejects.toThrow("load it again");
  });

  it("are sorted by a column, those that nobody knows last, and by account where it is the same", () => {
    const keys = {
      status: [0, 0, 0, 0],
      part: null,
      born: null,
      ties: null,
      bits: [5, 9, 5, 1],
      lastSeen: [3, Number.NaN, 1, 2],
      exchanges: null,
      tokens: null,
    };
    expect(sorted([0, 1, 2, 3], keys, "bits", true)).toEqual([1, 0, 2, 3]);
    expect(sorted([0, 1, 2, 3], keys, "lastSeen", true)).toEqual([0, 3, 2, 1]);
    expect(sorted([0, 1, 2, 3], keys, "status", false)).toEqual([0, 1, 2, 3]);
    expect(sorted([0, 2, 3], keys, "account", true)).toEqual([3, 2, 0]);
  });

  it("have their ties counted at both ends", () => {
    const graph = { accounts: ["a", "b", "c"], start: Uint32Array.of(0, 2, 2, 2), target: Uint32Array.of(1, 2), bits: Uint8Array.of(4, 9) };
    const { count, strongest } = tiesOf(graph as never);
    expect([...count]).toEqual([2, 1, 1]);
    expect([...strongest]).toEqual([9, 4, 9]);
  });

  it("go out as CSV that no spreadsheet takes for a formula", () => {
    expect(
      csvOf(
        ["account", "ties"],
        [
          ["=a", 1],
          ['b "c", d', 2],
        ],
      ),
    ).toBe('account,ties\r\n\'=a,1\r\n"b ""c"", d",2\r\n');
  });
});
