/** Tests that need what is not here -> reported as not run, by name and with the reason; where CI=true, a failure. */
import { describe, it } from "vitest";

/**
 * The only place where groups of tests are passed over: whoever has no Java, no Redis or no real data at hand still sees the others pass,
 * and which were not run. CI has it all. Each of `tests` is named; without them, as where data are read before there is a test, the group
 * is.
 */
export function notRun(name: string, reason: string, tests?: () => void): void {
  const title = `${name} (not run: ${reason})`;
  if (process.env.CI === "true")
    it(title, () => {
      throw new Error(reason);
    });
  // Only outside of CI: without servers or data there is nothing to try, and a report that leaves these out would pass for a whole one.
  else if (tests) describe.skip(title, tests);
  else it.skip(title);
}
