/** The demo's folder -> a report on all of its days, in every format that can be made here. */
import { makeReport } from "../app/report/make.js";
import { FORMATS } from "../report/formats/names.js";
import { dayText, zoneOf } from "../tools/zone.js";
import { withEnforcing } from "./enforcing.js";
import { writeReport } from "./report-files.js";

/** `from`: milliseconds since 1970. Returns the files' paths. */
export async function demoReport({ data, out, from, days }: { data: string; out: string; from: number; days: number }): Promise<string[]> {
  return await withEnforcing({ data }, async (ports) => {
    const first = zoneOf(ports.store.zone()).dayOf(from);
    const head = await makeReport(ports, { from: dayText(first), to: dayText(first + days + 1) });
    const { paths } = await writeReport(ports.store, head, { marking: "internal", formats: FORMATS, out });
    return paths;
  });
}
