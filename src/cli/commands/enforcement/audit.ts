/** `cautery audit`: the log of what was done, by whom and why, is verified, proved, exported, and held against what was signed before. */
import { readFile, writeFile } from "node:fs/promises";
import { Command } from "commander";
import { readAuditFolder, writeAuditFolder } from "../../../adapters/files/audit-folder.js";
import { consistentWith, currentCheckpoint, exportAudit, proveEntry, verifyAudit, verifyExport } from "../../../app/audit.js";
import { eraseOutcome } from "../../../app/enforcement/erase.js";
import { checkProof } from "../../../enforcement/audit/proof.js";
import { findingText, type Verdict } from "../../../enforcement/audit/verify.js";
import { PermanentError, UsageError } from "../../../errors.js";
import { reasonOption } from "../../enforcing.js";
import { type StoreOptions, storeOption, withStore } from "../../store.js";
import { formatCount } from "../../text/format.js";
import { wholeNumber } from "../../whole-number.js";

interface Options extends StoreOptions {
  json?: true;
}

/** No file that is asked for is larger. */
const MOST_BYTES = 16 << 20;

export function auditCommand(): Command {
  return new Command("audit")
    .description("The log of what was done, by whom and why: whether it is whole, and proofs of what stands in it.")
    .addCommand(verifyCommand())
    .addCommand(proveCommand())
    .addCommand(checkCommand())
    .addCommand(consistentCommand())
    .addCommand(exportCommand())
    .addCommand(eraseCommand())
    .addCommand(checkpointCommand());
}

function verifyCommand(): Command {
  const command = new Command("verify")
    .description("every entry, against the signed checkpoint: what was changed, swapped, inserted or deleted is named")
    .option("--checkpoint <file>", "an earlier checkpoint, kept elsewhere: with it a log that was cut off or written anew is found")
    .option("--export <dir>", "a folder that `audit export` wrote, instead of a store")
    .option("--vkey <key>", "the verifier key to trust, instead of the one in that folder");
  return asked(command).action(async (options: Options & { checkpoint?: string; export?: string; vkey?: string }) => {
    const { checkpoint, export: folder, vkey: trusted } = options;
    if (folder === undefined && trusted !== undefined)
      throw new UsageError("--vkey is for --export: a store's key follows from its key file");
    const earlier = checkpoint === undefined ? undefined : await readText(checkpoint);
    const verdict =
      folder === undefined
        ? await withLog(options, (store, key) => verifyAudit({ store, key }, earlier))
        : await verifyExport(await readAuditFolder(folder), { trusted, earlier });
    if (options.json) console.log(JSON.stringify(verdict));
    else if (verdict.whole) console.log(wholeText(verdict));
    if (!verdict.whole) throw new PermanentError(`the audit log is not whole\n${brokenText(verdict)}`);
  });
}

function wholeText({ entries, pages, erased, root }: Verdict): string {
  if (entries === 0) return "nothing was logged yet";
  const gone = erased === 0 ? "" : `; the bodies of ${formatCount(erased)} were erased, their leaves stand`;
  return `whole: ${formatCount(entries)} entries in ${formatCount(pages)} pages, root ${root}${gone}`;
}

const brokenText = ({ findings, more }: Verdict): string =>
  [...findings.map((finding) => `  ${findingText(finding)}`), ...(more > 0 ? [`  and ${formatCount(more)} more`] : [])].join("\n");

function proveCommand(): Command {
  const command = new Command("prove")
    .description("writes a proof that an entry is in the log, for `audit check` or anybody: it needs no store")
    .argument("<entry>", "its number, from 0", wholeNumber("an entry"))
    .requiredOption("--out <file>", "where the proof goes");
  return asked(command).action(async (entry: number, options: Options & { out: string }) => {
    const proof = await withLog(options, (store, key) => proveEntry({ store, key }, entry));
    await writeText(options.out, `${JSON.stringify(proof, null, 2)}\n`);
    if (options.json) console.log(JSON.stringify({ entry, out: options.out, leaf: proof.leaf, path: proof.path.length }));
    else
      console.log(
        `${options.out}: entry ${entry} is proved by ${proof.path.length} hashes; \`cautery audit check ${options.out}\` checks it`,
      );
  });
}

function eraseCommand(): Command {
  const command = new Command("erase")
    .description("takes away for good what an entry says of an account; its leaf stays, and the log is whole")
    .argument("<entry>", "its number, from 0", wholeNumber("an entry"))
    .addOption(reasonOption("why: it stands in the log").makeOptionMandatory())
    .option("--for-good", "also where its batch can still be reversed: it gives the account back no more then");
  return asked(command).action(async (entry: number, options: Options & { reason: string; forGood?: true }) => {
    const { reason, forGood = false } = options;
    await withLog(options, (store, key) => eraseOutcome({ store, key, clock: Date }, entry, reason, { forGood }));
    console.log(options.json ? JSON.stringify({ entry, erased: true }) : `entry ${entry} is erased, and its leaf stands`);
  });
}

function checkCommand(): Command {
  return new Command("check")
    .description("checks a proof, with nothing but its file")
    .argument("<file>", "as `audit prove` wrote it")
    .option("--vkey <key>", "the verifier key to trust; without it, that of the proof is taken and shown")
    .option("--json", "print one JSON object")
    .action(async (path: string, { vkey, json }: { vkey?: string; json?: true }) => {
      const proved = checkProof(parseJson(await readText(path), path), vkey);
      const { entry, size, body, vkey: own } = proved;
      if (json) return console.log(JSON.stringify(proved));
      console.log(
        `entry ${entry} is in the log of ${formatCount(size)} entries that ${own} signed${vkey === undefined ? "; do you know that key?" : ""}`,
      );
      console.log(body ?? "its body was erased: its leaf alone is proved");
    });
}

function consistentCommand(): Command {
  const command = new Command("consistent")
    .description("whether the log goes on from an old checkpoint, or was cut off or written anew since")
    .argument("<checkpoint>", "its file, as `audit checkpoint` printed it, or that text itself");
  return asked(command).action(async (given: string, options: Options) => {
    const old = given.includes("\n") ? given : await readText(given);
    const answer = await withLog(options, (store, key) => consistentWith({ store, key }, old));
    const { consistent, before, now, wrong } = answer;
    if (options.json) console.log(JSON.stringify(answer));
    else if (consistent) console.log(`consistent: the log went on from ${formatCount(before)} entries to ${formatCount(now)}`);
    if (!consistent)
      throw new PermanentError(`the audit log does not go on from that checkpoint\n${wrong.map((text) => `  ${text}`).join("\n")}`);
  });
}

function exportCommand(): Command {
  const command = new Command("export")
    .description("writes entries, leaves, checkpoint and verifier key: `audit verify --export` checks them without the store")
    .requiredOption("--out <dir>", "the folder, made where it is missing");
  return asked(command).action(async (options: Options & { out: string }) => {
    const { out } = options;
    const { entries, vkey } = await withLog(options, async (store, key) => {
      const exported = await exportAudit({ store, key });
      return { ...(await writeAuditFolder(out, exported)), vkey: exported.vkey };
    });
    if (options.json) console.log(JSON.stringify({ out, entries, vkey }));
    else console.log(`${out}: ${formatCount(entries)} entries; whoever verifies them should know the key from elsewhere: ${vkey}`);
  });
}

function checkpointCommand(): Command {
  const command = new Command("checkpoint").description(
    "prints the signed checkpoint: keep it elsewhere, and the log cannot be cut off unseen",
  );
  return asked(command).action(async (options: Options) => {
    const checkpoint = await withLog(options, (store, key) => currentCheckpoint({ store, key }));
    if (options.json) console.log(JSON.stringify({ checkpoint }));
    else process.stdout.write(checkpoint);
  });
}

/** A folder without a log has none to look at. */
const withLog = <T>(options: StoreOptions, use: Parameters<typeof withStore<T>>[1]): Promise<T> =>
  withStore(options, use, { mayMake: false });

const asked = (command: Command): Command => storeOption(command).option("--json", "print one JSON object");

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new UsageError(`cannot read ${path}: ${cause.message}; check the path`, { cause });
  });
  if (bytes.length > MOST_BYTES) throw new UsageError(`${path} has ${bytes.length} bytes: it is neither a proof nor a checkpoint`);
  return bytes.toString();
}

async function writeText(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause: Error) => {
    throw new PermanentError(`cannot write ${path}: ${cause.message}; name a file you may write with --out`, { cause });
  });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PermanentError(`${path} is not JSON: give a file that \`cautery audit prove\` wrote`, { cause });
  }
}
