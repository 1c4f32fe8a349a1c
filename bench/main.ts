/** `npm run bench [NAME] [NUMBERS…]`: a benchmark by its name, or all of them one after the other. Each is loaded when it runs. */
const BENCHES: Readonly<Record<string, (...numbers: number[]) => Promise<void>>> = {
  embedded: async (...numbers) => (await import("./embedded.js")).benchEmbedded(...numbers),
  intake: async (...numbers) => (await import("./intake.js")).benchIntake(...numbers),
  services: async (...numbers) => (await import("./services.js")).benchServices(...numbers),
  runs: async (...numbers) => (await import("./runs.js")).benchRuns(...numbers),
  "runs-services": async (...numbers) => (await import("./runs-services.js")).benchRunsInServices(...numbers),
  placement: async (...numbers) => (await import("./placement.js")).benchPlacement(...numbers),
  communities: async (...numbers) => (await import("./communities.js")).benchCommunities(...numbers),
  accuracy: async (...numbers) => (await import("./accuracy.js")).benchAccuracy(...numbers),
  linkage: async () => (await import("./linkage.js")).benchLinkage(),
  days: async (...numbers) => (await import("./days.js")).benchDays(...numbers),
  quorum: async (...numbers) => (await import("./enforcement/quorum.js")).benchQuorum(...numbers),
  plan: async (...numbers) => (await import("./enforcement/plan.js")).benchEnforcementPlan(...numbers),
  anatomy: async (...numbers) => (await import("./http/anatomy.js")).benchAnatomy(...numbers),
  attribution: async (...numbers) => (await import("./attribution.js")).benchAttribution(...numbers),
};

/**
 * With options, after `--`, and by name only. Those of a million accounts take an hour and tens of gigabytes of disk unless told a smaller
 * size.
 */
const WITH_OPTIONS: Readonly<Record<string, (words: readonly string[]) => Promise<void>>> = {
  styles: async (words) => (await import("./styles.js")).benchStyles(words),
  headline: async (words) => (await import("./headline.js")).benchHeadline(words),
  growth: async (words) => (await import("./growth.js")).benchGrowth(words),
  "enforcement-chaos": async (words) => (await import("./enforcement/chaos.js")).benchChaos(words),
  "bad-plans": async (words) => (await import("./enforcement/bad-plans.js")).benchBadPlans(words),
  strike: async (words) => (await import("./enforcement/strike.js")).benchStrike(words),
  audit: async (words) => (await import("./enforcement/audit.js")).benchAudit(words),
  schemathesis: async (words) => (await import("./http/schemathesis.js")).benchSchemathesis(words),
  api: async (words) => (await import("./http/api.js")).benchApi(words),
  workbench: async (words) => (await import("./workbench/workbench.js")).benchWorkbench(words),
  changes: async (words) => (await import("./http/changes.js")).benchChanges(words),
  screens: async (words) => (await import("./workbench/screens.js")).benchScreens(words),
  taxii: async (words) => (await import("./http/taxii.js")).benchTaxii(words),
  report: async (words) => (await import("./report/report.js")).benchReport(words),
  "report-pages": async (words) => (await import("./report/pages.js")).benchReportPages(words),
  missed: async (words) => (await import("./missed.js")).benchMissed(words),
};

const [name, ...words] = process.argv.slice(2);
if (name !== undefined && !Object.hasOwn(BENCHES, name) && !Object.hasOwn(WITH_OPTIONS, name)) {
  console.error(`bench: there is no ${name}; there are ${Object.keys({ ...BENCHES, ...WITH_OPTIONS }).join(", ")}`);
  process.exit(2);
}
if (name !== undefined && Object.hasOwn(WITH_OPTIONS, name)) await WITH_OPTIONS[name](words);
for (const [each, bench] of Object.entries(BENCHES)) {
  if (name !== undefined && each !== name) continue;
  console.log(`\n== ${each}`);
  await bench(...words.map(Number));
}
