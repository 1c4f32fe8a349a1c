/** A thread that does what it is told, odd things among them: compiled code as threads run it, from the build. */
import { PermanentError, TransientError, UsageError } from "../../dist/src/errors.js";
import { moved, note, serve, threadData } from "../../dist/src/threads/serve.js";

let kept = 0;

serve({
  double: (n) => 2 * n,
  data: () => threadData(),
  keep: (n) => {
    kept += n;
    return kept;
  },
  noted: async (texts) => {
    for (const text of texts) note(text);
    return texts.length;
  },
  bytes: (length) => {
    const bytes = new Uint8Array(length).fill(7);
    return moved(bytes, [bytes.buffer]);
  },
  fail: (how) => {
    const cause = new RangeError("the value 300 does not fit");
    if (how === "permanent") throw new PermanentError("mend the file", { cause });
    if (how === "usage") throw new UsageError("give a file");
    if (how === "transient") throw new TransientError("the store is away");
    if (how === "text") throw "only a text";
    return undefined.subarray;
  },
  uncloneable: () => () => {},
  /** Dies on its own, with whatever it is at; a counter in shared memory says how many did. */
  die: (counter) => {
    Atomics.add(counter, 0, 1);
    process.exit(3);
  },
  /** Dies until the counter says that enough did. */
  dieUntil: ({ counter, enough }) => {
    if (Atomics.add(counter, 0, 1) < enough) process.exit(3);
    return Atomics.load(counter, 0);
  },
  crash: () => {
    setImmediate(() => {
      throw new TypeError("thrown by nobody's task");
    });
    return new Promise(() => {});
  },
  never: () => new Promise(() => {}),
});
