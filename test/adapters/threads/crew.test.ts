import { describe, expect, it } from "vitest";
import { crewOfThreads } from "../../../src/adapters/threads/crew.js";
import { awaitShift, type Handed, newControl, nextPart, takeShift } from "../../../src/adapters/threads/shift.js";
import { alone, type Crew } from "../../../src/link/crew/crew.js";
import { inOrder, partsOf } from "../../../src/link/crew/task.js";
import { link } from "../../../src/link/link.js";
import { nearDuplicates } from "../../../src/link/near/duplicates.js";
import { findBest } from "../../../src/link/pairs/best.js";
import { heard } from "../../../src/threads/told.js";
import { mix32 } from "../../../src/tools/mix.js";
import { populationOf, START } from "../../attribution/population.js";

/** Accounts that share devices, addresses, names and prompts with a few others each, so that there is something to do in every task. */
function crowd(size: number) {
  const one = (i: number, what: number, among: number) => mix32(i * 16 + what) % among;
  return populationOf(
    Array.from({ length: size }, (_, i) => ({
      account: `a${i}`,
      at: START + i * 60_000,
      seen: {
        device: [`device-${one(i, 1, size / 3)}`],
        ip: [`203.0.${one(i, 2, 200)}.${one(i, 3, 16)}`],
        name: [`name ${one(i, 4, size / 4)}`],
        toolchain: [`tool-${one(i, 5, 200)}`],
        prompt: [
          mix32(one(i, 6, size / 5))
            .toString(16)
            .padStart(16, "9f3a5c77"),
        ],
      },
    })),
  );
}

/** A crew whose parts are all taken by threads as they come, counting what was shared. */
function counted(crew: Crew): Crew & { tasks: string[] } {
  const tasks: string[] = [];
  return {
    tasks,
    share(task, given, parts) {
      const found = crew.share(task, given, parts);
      if (parts > 1) tasks.push(task);
      return found;
    },
  };
}

describe("a crew of threads", () => {
  it("links as one thread does", async () => {
    const population = crowd(12_000);
    const expected = link(population);
    const threads = crewOfThreads(3);
    const crew = counted(threads);
    try {
      const { source, target, weight, model } = link(population, () => {}, crew);
      expect(source.length).toBeGreaterThan(1000);
      expect({ source, target, weight }).toEqual({ source: expected.source, target: expected.target, weight: expected.weight });
      expect(model.m).toEqual(expected.model.m);
    } finally {
      await threads.close();
    }
    expect(crew.tasks).toEqual(expect.arrayContaining(["findBest", "weighPairs"]));
  });

  it("finds the near duplicates that one thread finds", async () => {
    const { hi, lo } = chained(120_000);
    const crew = crewOfThreads(2);
    try {
      expect(nearDuplicates(hi, lo, crew).flatten()).toEqual(nearDuplicates(hi, lo).flatten());
    } finally {
      await crew.close();
    }
  });

  it("throws what a task throws", async () => {
    const crew = crewOfThreads(2);
    try {
      expect(() => crew.share("findBest", { rooms: undefined as never, size: 9000, least: 0 }, 2)).toThrow(TypeError);
    } finally {
      await crew.close();
    }
  });
});

/** Each four bits from one before it, so that one round finds a part of them only. */
function chained(size: number): { hi: Uint32Array; lo: Uint32Array } {
  const hi = new Uint32Array(size);
  const lo = new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    const before = i >> 2;
    const isFirst = i % 4 === 0;
    const bits = Array.from({ length: 4 }, (_, b) => 1 << (mix32(4 * i + b) & 31));
    hi[i] = isFirst ? mix32(2 * i + 1) : hi[before] ^ bits[0] ^ bits[1];
    lo[i] = isFirst ? mix32(2 * i + 2) : lo[before] ^ bits[2] ^ bits[3];
  }
  return { hi, lo };
}

describe("a shift", () => {
  const size = 30_000;
  const parts = partsOf(size);
  /** Three to a room. */
  const rooms = {
    start: Uint32Array.from({ length: size + 1 }, (_, i) => i),
    room: Uint32Array.from({ length: size }, (_, i) => Math.floor(i / 3)),
    door: Uint32Array.from({ length: size / 3 + 1 }, (_, room) => 3 * room),
    member: Uint32Array.from({ length: size }, (_, i) => i),
    worth: new Float32Array(size / 3).fill(1),
  };
  const given = { rooms, size, least: 0 };
  const expected = inOrder(alone.share("findBest", given, parts));
  type Hand = Handed<"findBest">;

  function shift(of: typeof given = given) {
    const handed: Hand[] = [];
    const control = newControl();
    const slot = { postMessage: (message: Hand) => void handed.push(message) };
    return { handed, control, shift: { task: "findBest" as const, given: of, parts, control, slot } };
  }

  it("finds with the others' the same wherever the parts are cut", () => {
    expect(expected.reduce((sum, { later }) => sum + later.length, 0)).toBe(size);
    for (const own of [0, 1, 5, parts]) {
      const { handed, control, shift: theirs } = shift();
      const next = nextPart(control, parts);
      const found = findBest(given, () => (control.next[0] < own ? next() : -1));
      takeShift(theirs);
      expect(awaitShift(control)).toBe(true);
      expect(inOrder([found, (handed[0] as Extract<Hand, { found: unknown }>).found])).toEqual(expected);
    }
  });

  it("is not waited for before it begins", () => {
    expect(awaitShift(newControl())).toBe(false);
  });

  it("hands over what went wrong, and is over", () => {
    const { handed, control, shift: theirs } = shift({ ...given, rooms: undefined as unknown as typeof rooms });
    takeShift(theirs);
    expect(awaitShift(control)).toBe(true);
    expect(heard((handed[0] as Extract<Hand, { failed: unknown }>).failed)).toBeInstanceOf(TypeError);
  });
});
