/** A process that takes bodies of events, killed in the middle of many -> all that it answered is there, once. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { openIntake } from "../../src/app/intake.js";
import { footprints, ingest, KEY, lines, temporaryFolders, text, withStore } from "../ingest/worlds.js";

const folder = temporaryFolders();
const DIST = new URL("../../dist/src/", import.meta.url);
const LINES = 20;
/** Each body shares half of its lines with the next. */
const bodyOf = (n: number): Buffer => Buffer.from(text(lines((n * LINES) / 2, (n * LINES) / 2 + LINES)));

/** Takes the bodies that come on standard input, in base64, all at once, and says which were answered. */
const PROGRAM = `
  const { duckDbStore } = await import("${new URL("adapters/duckdb/store.js", DIST)}");
  const { openIntake } = await import("${new URL("app/intake.js", DIST)}");
  const { createInterface } = await import("node:readline");
  const store = duckDbStore(process.argv[2]);
  await store.open("check");
  const intake = openIntake({ store, clock: Date, key: new Uint8Array(32).fill(${KEY[0]}) }, { threads: 1 });
  for await (const line of createInterface({ input: process.stdin })) {
    const { n, body } = JSON.parse(line);
    intake.take([Buffer.from(body, "base64")]).then(() => process.stdout.write(n + "\\n"));
  }
`;

/** Keeps eight bodies from `first` on under way until so many were answered, then kills: those answered, and where to go on. */
async function killAfter(data: string, first: number, most: number): Promise<{ answered: number[]; sent: number }> {
  const program = join(folder(), "taker.mjs");
  writeFileSync(program, PROGRAM);
  const child = spawn(process.execPath, [program, data], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.on("error", () => {}); // it is killed while it is written to
  const gone = once(child, "close");
  const answered: number[] = [];
  let sent = first;
  const send = () => child.stdin.write(`${JSON.stringify({ n: sent, body: bodyOf(sent++).toString("base64") })}\n`);
  for (let n = 0; n < 8; n++) send();
  for await (const line of createInterface({ input: child.stdout })) {
    answered.push(Number(line));
    if (answered.length === most) child.kill("SIGKILL");
    else if (answered.length < most) send();
  }
  await gone;
  return { answered, sent };
}

it("what was answered is there once, and what was not counts once when it is sent again", async () => {
  const data = folder();
  const answered: number[] = [];
  let sent = 0;
  for (const most of [3, 11, 40]) {
    const round = await killAfter(data, sent, most);
    expect(round.answered.length).toBeGreaterThanOrEqual(most);
    answered.push(...round.answered);
    sent = round.sent;
  }
  await withStore(data, async (store) => {
    const intake = openIntake({ store, clock: { now: () => 0 }, key: KEY }, { threads: 1 });
    for (const n of answered) expect(await intake.take([bodyOf(n)])).toMatchObject({ accepted: 0, duplicates: LINES });
    const before = await store.counts();
    const again = await Promise.all(Array.from({ length: sent }, (_, n) => intake.take([bodyOf(n)])));
    const added = again.reduce((sum, { accepted }) => sum + accepted, 0);
    expect(before.accepted + added).toBe((sent * LINES) / 2 + LINES / 2);
    await intake.close();
  });
  const [other, path] = [folder(), join(folder(), "events.ndjson")];
  writeFileSync(path, text(lines(0, (sent * LINES) / 2 + LINES / 2)));
  await ingest(other, [path]);
  expect(await footprints(data)).toEqual(await footprints(other));
});
