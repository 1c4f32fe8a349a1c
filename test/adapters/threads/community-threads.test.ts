/** Components searched on threads -> what one search of the whole graph gives, to the byte. */
import { expect, it } from "vitest";
import { detectOnThreads } from "../../../src/adapters/threads/community-threads.js";
import { detect } from "../../../src/cluster/search/detect.js";
import { edgeList, islands, shuffle } from "../../cluster/search/graphs.js";

const TRIM = 0.1;

it.each([1, 2, 3])("gives the same on %i threads as without, in whatever order the edges come", async (threads) => {
  const edges = islands(4);
  const whole = detect(edges, { trim: TRIM });
  expect(await detectOnThreads(edges, { trim: TRIM, threads })).toEqual(whole);
  expect(await detectOnThreads(shuffle(edges, threads), { trim: TRIM, threads })).toEqual(whole);
});

it("takes a graph without an edge", async () => {
  expect(await detectOnThreads(edgeList(3, []), { trim: TRIM, threads: 2 })).toEqual({ community: Int32Array.of(0, 1, 2), communities: 3 });
});

it("refuses an edge that cannot be before any thread starts", async () => {
  await expect(detectOnThreads(edgeList(2, [[0, 5, 1]]), { trim: TRIM, threads: 2 })).rejects.toThrow("node numbers must be below 2");
});
