/**
 * `npm run bench accuracy [STYLE]`: worlds of one style (0 unless said) and of seeds that nothing was fitted on, in ordinary and hard
 * settings -> precision, recall by level of evasion, B-cubed F1, innocent accounts flagged. The settings without a kind of data are the
 * ablation: what each family of evidence adds.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readClusters, readTruth } from "../src/adapters/files/ndjson.js";
import { writeWorld } from "../src/adapters/files/world-folder.js";
import { runEmbedded } from "../src/cli/embedded.js";
import { formatShare, formatTable } from "../src/cli/text/format.js";
import { type Evaluation, evaluate } from "../src/evaluate/evaluate.js";
import { type Settings, settle } from "../src/simulate/settings.js";

const WORLDS: Readonly<Record<string, Partial<Settings>>> = {
  "as it comes": { seed: 401 },
  "another seed": { seed: 402 },
  "no fraud": { seed: 403, fraud: 0 },
  "fraud 0.5%": { seed: 404, fraud: 0.005 },
  "fraud 20%": { seed: 405, fraud: 0.2 },
  "a tenth of the accounts": { seed: 406, accounts: 1000 },
  "ten times the accounts": { seed: 412, accounts: 80_000 },
  "times jittered by an hour": { seed: 407, jitterMinutes: 60 },
  "half of the prompts": { seed: 408, simhashShare: 0.5 },
  "no status events": { seed: 409, status: false },
  "no payment, device, phone, e-mail": { seed: 410, without: ["payment", "device", "phone", "email"] },
  "ablation: no identity": { seed: 411, without: ["email", "phone", "name", "organization", "identity"] },
  "ablation: no payment": { seed: 411, without: ["payment"] },
  "ablation: no network": { seed: 411, without: ["network"] },
  "ablation: no tooling": { seed: 411, without: ["client", "device"] },
  "ablation: no prompts": { seed: 411, simhashShare: 0 },
  "ablation: nothing left out": { seed: 411 },
};
const ORDINARY: Partial<Settings> = { accounts: 8000, fraud: 0.08 };

export async function benchAccuracy(style = 0): Promise<void> {
  const rows = [
    ["world", "precision", "sloppy", "moderate", "careful", "expert", "rings", "B³ F1", "relinked", "innocents flagged", "operator right"],
  ];
  for (const [name, settings] of Object.entries(WORLDS)) rows.push([name, ...cells(await measure({ ...ORDINARY, style, ...settings }))]);
  console.log(formatTable(rows));
}

async function measure(settings: Partial<Settings>): Promise<Evaluation> {
  const folder = await mkdtemp(join(tmpdir(), "cautery-accuracy-"));
  try {
    const { eventsPath, truthPath, operatorsPath } = await writeWorld(settle(settings), folder);
    await runEmbedded({ events: [eventsPath], operators: operatorsPath, out: join(folder, "found") });
    return evaluate(await readTruth(truthPath), await readClusters(join(folder, "found", "clusters.ndjson")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function cells({ detection, grouping, succession, attribution }: Evaluation): string[] {
  const { levels, kinds } = detection.fraud;
  const rate = (group: { rate: number | null } | undefined) => formatShare(group?.rate ?? null);
  return [
    formatShare(detection.precision),
    ...["sloppy", "moderate", "careful", "expert"].map((level) => rate(levels[level])),
    rate(kinds.promo_ring),
    formatShare(grouping.fraud.bcubed.f1),
    formatShare(succession.rate),
    `${detection.innocent.flagged} of ${detection.innocent.accounts.toLocaleString("en-US")}`,
    formatShare(attribution.named.accuracy),
  ];
}
