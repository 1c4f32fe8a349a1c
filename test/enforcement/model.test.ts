/** Whatever people do in whatever order: no call without a quorum that stands. More of the same: `npm run bench quorum`. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { play, sequence } from "./model.js";

const SEQUENCES = Number(process.env.CAUTERY_SEQUENCES ?? 300);

it("no sequence of plan, approve, deny, expire, halt, gates, execute, reversals of all or a part, and appeals lets a call begin without a valid quorum", () => {
  let calls = 0;
  fc.assert(
    fc.property(sequence, (steps) => {
      calls += play(steps);
    }),
    { numRuns: SEQUENCES, seed: 20_260_601 },
  );
  expect(calls, "and many calls could begin").toBeGreaterThan(SEQUENCES / 2);
}, 900_000);
