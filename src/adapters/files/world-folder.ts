/** A world's settings -> a folder with its events, truth and dossiers: events.ndjson (or .gz), truth.ndjson, operators.json, world.json. */
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { planWorld } from "../../simulate/plan.js";
import type { Settings } from "../../simulate/settings.js";
import { dossiers, events, truth } from "../../simulate/simulate.js";

/** Where the files lie, how many events there are, and how long it took. */
export interface Written {
  eventsPath: string;
  truthPath: string;
  operatorsPath: string;
  lines: number;
  seconds: number;
}

export interface WriteOptions {
  gzip?: boolean;
  /** Told how many lines of events were written so far. */
  onLines?: (lines: number) => void;
}

/**
 * Writes the world that the settings (`settle`) describe into a folder, which is made if need be; the same settings give the same bytes.
 */
export async function writeWorld(
  settings: Settings,
  out: string,
  { gzip = false, onLines = () => {} }: WriteOptions = {},
): Promise<Written> {
  const began = performance.now();
  await mkdir(out, { recursive: true });
  const world = planWorld(settings);
  const written = {
    eventsPath: join(out, gzip ? "events.ndjson.gz" : "events.ndjson"),
    truthPath: join(out, "truth.ndjson"),
    operatorsPath: join(out, "operators.json"),
  };
  let lines = 0;
  const counter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++;
      onLines(lines);
      done(null, piece);
    },
  });
  const source = Readable.from(events(world), { objectMode: false });
  const file = createWriteStream(written.eventsPath);
  await (gzip ? pipeline(source, counter, createGzip({ level: 3 }), file) : pipeline(source, counter, file));
  await pipeline(Readable.from(truth(world), { objectMode: false }), createWriteStream(written.truthPath));
  await writeFile(written.operatorsPath, `${JSON.stringify(dossiers(world), null, 2)}\n`);
  const { start, ...rest } = settings;
  await writeFile(join(out, "world.json"), `${JSON.stringify({ start: new Date(start).toISOString(), ...rest }, null, 2)}\n`);
  return { ...written, lines, seconds: (performance.now() - began) / 1000 };
}
