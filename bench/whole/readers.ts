/** A file of events -> how many there are: the two readers that many would write first, to stand beside a whole run. They keep nothing. */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { StringDecoder } from "node:string_decoder";
import { fileURLToPath } from "node:url";

/** What to run: `node READERS readline FILE`. */
export const READERS = fileURLToPath(import.meta.url);

const isEvent = (line: string): number => (typeof JSON.parse(line).account === "string" ? 1 : 0);

/** `line` events: a little faster than `for await`. */
async function readline(path: string): Promise<number> {
  let events = 0;
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", (line) => {
    events += isEvent(line);
  });
  await once(lines, "close");
  return events;
}

async function split(path: string): Promise<number> {
  let events = 0;
  let rest = "";
  const decoder = new StringDecoder();
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop()!;
    for (const line of lines) events += isEvent(line);
  }
  rest += decoder.end();
  return events + (rest === "" ? 0 : isEvent(rest));
}

if (process.argv[1] === READERS) {
  const [how, path] = process.argv.slice(2);
  console.log(await { readline, split }[how as "split"](path));
}
