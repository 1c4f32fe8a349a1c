/** A population is the same from whatever parts its accounts come in, and however its kinds are laid. */
import { expect, it } from "vitest";
import type { Event } from "../../src/event/event.js";
import { populationOf, populationOfRows, prepared } from "../../src/indicator/build.js";
import { layKind } from "../../src/indicator/columns/lay.js";
import { columnsOf } from "../../src/indicator/columns/part-columns.js";
import { kindOf } from "../../src/indicator/kinds/registry.js";
import { type Merged, mergePart } from "../../src/indicator/merge.js";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import type { Population } from "../../src/indicator/population.js";
import { packSegments } from "../../src/indicator/slice/segment.js";
import { Slice } from "../../src/indicator/slice/slice.js";
import { Values } from "../../src/indicator/slice/values.js";
import { mix32 } from "../../src/tools/mix.js";

/** Accounts that share some of all that can be shared; several began at the same moment. */
function rows(): Merged[] {
  const slice = new Slice(new Values(pseudonymiser(Buffer.alloc(32, 1))));
  for (let e = 0; e < 600; e++) {
    const account = mix32(e) % 60;
    const time = new Date(1.77e12 + (mix32(e + 1) % 50) * 60_000).toISOString();
    const client = { device: `device-${account % 7}`, user_agent: `agent-${e % 5}`, ja4: `print-${e % 3}` };
    const network = { ip: e % 4 === 0 ? `2001:db8:${e % 9}::1` : `10.0.${e % 5}.${e % 11}`, country: "DE" };
    const prompt_simhash = (mix32(e % 80) + 1).toString(16).padStart(16, "0");
    const attributes = { plan: "free", [`key-${account % 4}`]: `value-${e % 6}` };
    slice.add({ type: "usage", id: `e${e}`, time, account: `account-${account}`, prompt_simhash, network, client, attributes } as Event);
  }
  const segments = packSegments(slice, new Uint8Array(slice.size).fill(1), 1).map(({ bytes }) => bytes);
  return mergePart(new Map(), segments);
}

/** All that it says, by account and by value. */
function told(population: Population): unknown {
  const { size, account, status, sightings, indexOf, ...columns } = population;
  const ids = Array.from({ length: size }, (_, i) => account(i));
  return {
    ids,
    indices: ids.map(indexOf),
    columns: JSON.stringify(columns, (_, value) => (ArrayBuffer.isView(value) ? String(value) : value)),
    sightings: [...sightings].map(([kind, { text, ...its }]) => [
      kind,
      Object.entries(its).map(([name, column]) => `${name} ${column}`),
      Array.from(its.keyHi, (_, v) => text(v)),
    ]),
  };
}

const whole = told(populationOfRows(rows()));

it("has its accounts in the order of what happened, and their kinds by name", () => {
  const { ids, sightings } = whole as { ids: string[]; sightings: [string][] };
  expect(ids).toHaveLength(60);
  expect(sightings.map(([kind]) => kind)).toEqual(
    expect.arrayContaining(["attributes.plan", "device", "ip", "net", "prompt", "prompt_value", "toolchain"]),
  );
});

it.each([2, 3, 7])("is the same from %i parts, in any order", (parts) => {
  const dealt = Array.from({ length: parts }, (_, part) => rows().filter((_, i) => mix32(i) % parts === part));
  expect(told(populationOf(dealt.map(columnsOf)))).toEqual(whole);
  expect(told(populationOf(dealt.toReversed().map(columnsOf)))).toEqual(whole);
});

it("is the same with its kinds laid in another order, and parts without accounts", () => {
  const { places, pieces, build } = prepared([columnsOf([]), columnsOf(rows())]);
  expect(told(build([...pieces].toReversed().map(([kind, its]) => layKind(kindOf(kind), its, places))))).toEqual(whole);
});
