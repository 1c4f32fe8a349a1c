/**
 * How far long work has come -> a line on standard error: rewritten in place on a terminal; else a line where a stage begins, and one every
 * few seconds while it lasts.
 */
import { performance } from "node:perf_hooks";
import type { Progress } from "../../ports/progress.js";

const TERMINAL_MS = 200;
const PLAIN_MS = 5000;

export function progressOn(stream: NodeJS.WriteStream = process.stderr): Progress {
  const start = performance.now();
  const every = stream.isTTY ? TERMINAL_MS : PLAIN_MS;
  let stage = "";
  let shownAt = Number.NEGATIVE_INFINITY;
  let shown = false;
  const show = (text: string) => {
    shownAt = performance.now();
    shown = true;
    const seconds = ((shownAt - start) / 1000).toFixed(0).padStart(4);
    stream.write(stream.isTTY ? `\r\x1b[K${seconds} s  ${text}` : `${seconds} s  ${text}\n`);
  };
  return {
    stage(next) {
      stage = next;
      show(stage);
    },
    tell(text) {
      if (performance.now() - shownAt >= every) show(`${stage}: ${text}`);
    },
    done() {
      if (stream.isTTY && shown) stream.write("\r\x1b[K");
    },
  };
}
