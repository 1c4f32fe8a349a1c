/** Values, messages and runs that are cut into pieces, and put together again. */
import { describe, expect, it } from "vitest";
import { FRAME_BYTES, FrameReader, framesOf } from "../../../src/adapters/socket/frames.js";
import { partsOf, RunGathered } from "../../../src/adapters/socket/run-parts.js";
import { decode, encode } from "../../../src/adapters/socket/values.js";
import { exampleRun } from "../../contracts/graph-store.js";

const bytesOf = (message: Buffer) => Buffer.concat([...framesOf(message)].flatMap(({ header, bytes }) => [header, bytes]));

describe("a value", () => {
  it("comes back as it was: maps, sets, dates, what is undefined, half a surrogate pair, numbers of any kind", () => {
    const value = {
      map: new Map([["a", new Set([1])]]),
      at: new Date(5),
      nothing: undefined,
      half: "\ud800",
      numbers: [Number.NaN, -0, 5n, Number.POSITIVE_INFINITY],
      arrays: [Uint8Array.of(1, 255), Int32Array.of(-7), Float64Array.of(0.1), BigUint64Array.of(3n), new Uint32Array()],
    };
    expect(decode(encode(value))).toStrictEqual(value);
  });

  it("has arrays with memory of their own, of which no more is sent than they show", () => {
    const large = new Uint8Array(1_000_000).fill(7);
    const sent = encode({ bytes: large.subarray(10, 13), buffer: Buffer.from("abc") });
    expect(sent.length).toBeLessThan(100);
    const { bytes, buffer } = decode(sent) as { bytes: Uint8Array; buffer: Uint8Array };
    expect([bytes.buffer.byteLength, [...bytes], buffer.buffer.byteLength, [...buffer]]).toEqual([3, [7, 7, 7], 3, [97, 98, 99]]);
  });

  it("that cannot be sent is refused", () => {
    expect(() => encode({ call: () => 1 })).toThrow(/could not be cloned/);
  });
});

describe("a message", () => {
  it.each([1, 5, 65_536, FRAME_BYTES])("is whole again, in chunks of %i bytes", (size) => {
    const messages = [Buffer.from([1]), Buffer.alloc(300, 2), Buffer.alloc(size < 100 ? 1_000 : 2 * FRAME_BYTES + 1, 3)];
    const sent = Buffer.concat(messages.map(bytesOf));
    const reader = new FrameReader();
    const read: Buffer[] = [];
    for (let at = 0; at < sent.length; at += size) read.push(...reader.read(sent.subarray(at, at + size)));
    expect(read.map((message, i) => message.equals(messages[i]))).toEqual([true, true, true]);
  });

  it("has no frame that is larger than is allowed, and none that is empty", () => {
    for (const { bytes } of framesOf(Buffer.alloc(3 * FRAME_BYTES + 7))) expect(bytes.length).toBeLessThanOrEqual(FRAME_BYTES);
    const header = (length: number, goesOn: number) => {
      const bytes = Buffer.alloc(5);
      bytes.writeUInt32LE(length);
      bytes[4] = goesOn;
      return bytes;
    };
    for (const bad of [header(FRAME_BYTES + 1, 0), header(0, 0), header(1, 2)])
      expect(() => [...new FrameReader().read(bad)]).toThrow(/no frame of cautery's/);
  });
});

describe("a run", () => {
  it("of many clusters goes in small pieces, and is the same when they are gathered", () => {
    const clusters = Object.fromEntries(Array.from({ length: 1_050 }, (_, i) => [`c-${i}`, [`a-${i}`, `b-${i}`]]));
    const run = exampleRun(clusters);
    const { clusters: _, links: __, changes: ___, ...head } = run;
    const index = new Uint8Array(5 << 20).map((_, i) => i);
    const gathered = new RunGathered();
    let pieces = 0;
    for (const part of partsOf(run, index)) {
      expect(encode(part).length).toBeLessThan(FRAME_BYTES);
      gathered.add(decode(encode(part)) as typeof part);
      pieces++;
    }
    expect(pieces).toBeGreaterThan(10);
    const whole = gathered.whole(head);
    expect(whole.run).toEqual(run);
    expect(Buffer.compare(whole.index!, index)).toBe(0);
  });

  it("without an index has none", () => {
    const run = exampleRun({});
    const gathered = new RunGathered();
    for (const part of partsOf(run, undefined)) gathered.add(part);
    expect(gathered.whole(run)).toEqual({ run, index: undefined });
  });
});
