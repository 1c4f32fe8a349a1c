/** `cautery approve`, `deny`, `appeal`, `appeals` and `decide`: what persons decide, each under a signature. */
import { Argument, type Command } from "commander";
import { appealFor, appealsOf, decideAppeal } from "../../../app/enforcement/appeal.js";
import { approveBatch, denyBatch } from "../../../app/enforcement/control.js";
import { byOption, type EnforcingOptions, enforcing, keyOption, print, reasonOption, signerFrom, withEnforcing } from "../../enforcing.js";
import { formatAppeals, formatDecision } from "../../text/batch-text.js";

interface SignedOptions extends EnforcingOptions {
  by: string;
  key: string;
}

export function approveCommand(): Command {
  return enforcing("approve", "Signs a plan's hash: so many persons as the policy says, none of whom planned it.")
    .argument("<batch>", "its id")
    .requiredOption("--hash <hash>", "the plan's hash, as it was looked at")
    .addOption(byOption())
    .addOption(keyOption())
    .action(async (id: string, options: SignedOptions & { hash: string }) => {
      const sign = await signerFrom(options.by, options.key);
      const { standing, needed } = await withEnforcing(options, (ports) => approveBatch(ports, id, options.hash, sign));
      const state = standing >= needed ? "approved" : "planned";
      print(options, { batch: id, hash: options.hash, state, approvals: standing, approvals_needed: needed }, () =>
        standing >= needed ? `${id} is approved: \`cautery execute ${id} --wait\`` : `${id} has ${standing} of ${needed} approvals`,
      );
    });
}

export function denyCommand(): Command {
  return enforcing("deny", "Ends a plan: one denial is enough.")
    .argument("<batch>", "its id")
    .addOption(byOption())
    .addOption(keyOption())
    .addOption(reasonOption().makeOptionMandatory())
    .action(async (id: string, options: SignedOptions & { reason: string }) => {
      const sign = await signerFrom(options.by, options.key);
      await withEnforcing(options, (ports) => denyBatch(ports, id, options.reason, sign));
      print(options, { batch: id, state: "denied" }, () => `${id} is denied`);
    });
}

export function appealCommand(): Command {
  return enforcing("appeal", "Takes down an account's appeal against what was done to it.")
    .argument("<account>", "its id")
    .addOption(reasonOption("what its holder says").makeOptionMandatory())
    .action(async (account: string, options: EnforcingOptions & { reason: string }) => {
      const appeal = await withEnforcing(options, (ports) => appealFor(ports, account, options.reason));
      print(
        options,
        appeal,
        () =>
          `${appeal.appeal}, against ${appeal.batch}: \`cautery decide ${appeal.appeal} uphold|reject --by NAME --key FILE --reason TEXT\`, by who took no part`,
      );
    });
}

export function appealsCommand(): Command {
  return enforcing("appeals", "Lists appeals, those not decided first.").action((options: EnforcingOptions) =>
    withEnforcing(options, async (ports) => {
      const appeals = await appealsOf(ports);
      print(options, { appeals }, () => formatAppeals(appeals));
    }),
  );
}

export function decideCommand(): Command {
  return enforcing("decide", "Decides an appeal. Upheld, the account is given back and held innocent from then on.")
    .argument("<appeal>", "its id")
    .addArgument(new Argument("<verdict>").choices(["uphold", "reject"]))
    .addOption(byOption())
    .addOption(keyOption())
    .addOption(reasonOption().makeOptionMandatory())
    .action(async (id: string, verdict: "uphold" | "reject", options: SignedOptions & { reason: string }) => {
      const sign = await signerFrom(options.by, options.key);
      const { carryOut } = await import("../../carry-out.js");
      await withEnforcing(options, async (ports) => {
        const { appeal, struck, alsoFallen, waiting } = await decideAppeal(ports, id, verdict, options.reason, sign);
        if (verdict === "uphold") await carryOut(ports, [appeal.batch], { wait: false });
        print(options, { ...appeal, struck, also_fallen: alsoFallen, waiting }, () => formatDecision(appeal, struck, alsoFallen, waiting));
      });
    });
}
