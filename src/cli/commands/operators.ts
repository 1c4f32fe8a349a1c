/** `cautery operators`: the dossiers of the store: add to one, show, list, import (operators.json or a STIX bundle) and export. */
import { writeFile } from "node:fs/promises";
import { Command, Option } from "commander";

import { addToDossier, dossierOf, importDossiers } from "../../app/dossiers.js";
import { UsageError } from "../../errors.js";
import type { Dossier } from "../../model/dossier.js";
import { JudgedAccounts } from "../../model/judged-accounts.js";
import { standing } from "../../model/judgement.js";
import { pseudonyms, readNamed } from "../dossiers.js";

import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatTable } from "../text/format.js";

export function operatorsCommand(): Command {
  return new Command("operators")
    .description("Keeps what is known of operators: their dossiers.")
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(addCommand())
    .addCommand(importCommand())
    .addCommand(exportCommand());
}

function listCommand(): Command {
  return storeOption(new Command("list").description("one line an operator")).action(async (options: StoreOptions) => {
    const dossiers = await withStore(options, (store) => store.loadDossiers());
    if (dossiers.length === 0) return console.log("no dossiers yet: `cautery operators add` or `cautery operators import`");
    const rows = dossiers.map(({ id, name, aliases, indicators }) => [id, name, `${indicators.length}`, aliases.join(", ")]);
    console.log(formatTable([["operator", "name", "indicators", "aliases"], ...rows], ""));
  });
}

function showCommand(): Command {
  const command = new Command("show").description("a dossier, and what analysts confirmed of it").argument("<operator>", "its id");
  return storeOption(command.option("--json", "print the dossier as JSON")).action(
    async (id: string, options: StoreOptions & { json?: true }) => {
      const [dossier, judgements] = await withStore(
        options,
        async (store) => [await dossierOf(store, id), await store.loadJudgements()] as const,
      );
      if (options.json) return console.log(JSON.stringify(dossier, null, 2));
      const confirmed = new JudgedAccounts(standing(judgements)).confirmedAttributions().filter(({ operator }) => operator === id);
      const rows = confirmed.map(({ cluster, accounts, analyst, id: judgement }) => {
        return [cluster, `${accounts.length} accounts`, `confirmed by ${analyst}`, judgement];
      });
      console.log(describe(dossier, rows));
    },
  );
}

function describe(dossier: Dossier, confirmed: readonly string[][]): string {
  const { id, name, aliases, indicators, profile } = dossier;
  const facts = [
    ["time zone", profile.timezone],
    [
      "work",
      Object.entries(profile.capabilities)
        .map(([what, share]) => `${what} ${share}`)
        .join(", "),
    ],
    ["models", profile.models.join(", ")],
    ["shared as", dossier.marking && `TLP:${dossier.marking.toUpperCase()}`],
  ].filter((row): row is [string, string] => Boolean(row[1]));
  const rows = indicators.map((one) => [
    one.kind,
    one.value,
    `${one.reliability}${one.credibility}`,
    one.last_seen ?? one.first_seen ?? "",
    [one.source, one.marking && `TLP:${one.marking.toUpperCase()}`, one.valid_until && `until ${one.valid_until}`]
      .filter(Boolean)
      .join(", "),
  ]);
  return [
    `${id}: ${name}${aliases.length > 0 ? ` (${aliases.join(", ")})` : ""}`,
    ...(facts.length > 0 ? [formatTable(facts)] : []),
    ...(rows.length > 0 ? [formatTable([["kind", "value", "code", "seen", "source"], ...rows])] : ["  no indicators"]),
    ...(confirmed.length > 0 ? [formatTable([["clusters confirmed"], ...confirmed])] : []),
  ].join("\n");
}

interface AddOptions extends StoreOptions {
  name?: string;
  alias: string[];
  indicator: { kind: string; value: string }[];
  reliability: string;
  credibility: string;
  seen?: string;
  source: string;
  timezone?: string;
}

function addCommand(): Command {
  const command = new Command("add")
    .description("add a dossier, or indicators to one")
    .argument("<operator>", "its id")
    .option("--name <name>", "what it is called")
    .option("--alias <name>", "another name; may be given again", collect, [])
    .option("--indicator <kind=value>", "asn=64511, cidr=192.0.2.0/24, email_domain=…; may be given again", collectPair, [])
    .addOption(new Option("--reliability <letter>", "of the source, Admiralty code").choices([..."ABCDEF"]).default("F"))
    .addOption(new Option("--credibility <number>", "of the information, Admiralty code").choices([..."123456"]).default("6"))
    .option("--seen <time>", "when the indicators were last seen, RFC 3339")
    .option("--source <text>", "where it is known from", "analyst")
    .option("--timezone <zone>", "where it works, such as Asia/Singapore");
  return storeOption(command).action(async (id: string, options: AddOptions) => {
    const { alias: aliases, indicator: indicators, credibility, ...rest } = options;
    const addition = { ...rest, aliases, indicators, credibility: Number(credibility) };
    const pseudonymise = await pseudonyms();
    const changed = await withStore(options, (store) => addToDossier({ store, pseudonymise }, id, addition));
    console.log(`${id}: ${changed.indicators.length} indicators`);
  });
}

function importCommand(): Command {
  const command = new Command("import")
    .description("take in operators.json or a STIX 2.1 bundle; either all of it or, where anything is wrong, nothing")
    .argument("<file>", "a JSON array of dossiers, or a bundle as `cautery share` writes it")
    .option("--as <id>", "the id to keep a single operator under");
  return storeOption(command).action(async (file: string, options: StoreOptions & { as?: string }) => {
    const [text, pseudonymise] = [await readNamed(file), await pseudonyms()];
    const { dossiers, skipped } = await withStore(options, (store) => importDossiers({ store, pseudonymise }, text, options.as));
    const indicators = dossiers.reduce((sum, dossier) => sum + dossier.indicators.length, 0);
    console.log(
      `${dossiers.length} operators, ${indicators} indicators${skipped > 0 ? `; ${skipped} indicators left out: of no actor, or of a form that a dossier cannot hold` : ""}`,
    );
  });
}

function exportCommand(): Command {
  const command = new Command("export")
    .description("write all dossiers as operators.json")
    .option("--out <file>", "where to; else standard output");
  return storeOption(command).action(async (options: StoreOptions & { out?: string }) => {
    const text = `${JSON.stringify(await withStore(options, (store) => store.loadDossiers()), null, 2)}\n`;
    if (options.out === undefined) process.stdout.write(text);
    else await writeFile(options.out, text);
  });
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function collectPair(text: string, before: { kind: string; value: string }[]): { kind: string; value: string }[] {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1)
    throw new UsageError(`--indicator wants KIND=VALUE, such as asn=64511, not ${JSON.stringify(text)}`);
  return [...before, { kind: text.slice(0, at), value: text.slice(at + 1) }];
}
