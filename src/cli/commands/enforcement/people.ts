/** `cautery people`: who may plan, approve and decide; each addition and removal stands in the log. */
import { Command, Option } from "commander";
import { dismiss, enrol, type PeopleOptions, peopleOf } from "../../../app/enforcement/people.js";
import type { Sign } from "../../../app/enforcement/sign.js";
import { type PersonRole, personName, ROLES } from "../../../enforcement/acts.js";
import { publicKeyOf } from "../../../enforcement/signed.js";
import { UsageError } from "../../../errors.js";
import { type EnforcingOptions, enforcing, policyFromEnvironment, print, signerFrom, withEnforcing } from "../../enforcing.js";
import { formatTable } from "../../text/format.js";

interface SignedOptions extends EnforcingOptions {
  signedBy?: string;
  signKey?: string;
}

export function peopleCommand(): Command {
  return new Command("people")
    .description("Who may plan, approve and decide: names, roles and keys.")
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(addCommand())
    .addCommand(removeCommand());
}

function listCommand(): Command {
  return enforcing("list", "everybody who is enrolled").action((options: EnforcingOptions) =>
    withEnforcing(options, async (ports) => {
      const people = await peopleOf(ports);
      const rows = people.map(({ name, role, key }) => [name, role, key ?? "no key"]);
      const none = "nobody is enrolled yet: `cautery people add NAME --role admin --key FILE`";
      print(options, { people }, () => (rows.length === 0 ? none : formatTable([["name", "role", "Ed25519 key"], ...rows], "")));
    }),
  );
}

function addCommand(): Command {
  const command = enforcing("add", "enrols a person, or gives one another role or key; makes an Ed25519 key pair")
    .argument("<name>", "as it is to be written with --by", personName("the name"))
    .addOption(new Option("--role <role>", "what the person may do").choices(ROLES).makeOptionMandatory())
    .option("--key <file>", "gets the private key (PKCS#8 PEM, mode 600); a key that is in it already is the person's");
  return signing(command).action(async (name: string, options: SignedOptions & { role: PersonRole; key?: string }) => {
    const { role, key: file } = options;
    const { makePersonKey } = await import("../../../adapters/files/person-key.js");
    const made = file === undefined ? null : await makePersonKey(file);
    const key = made === null ? null : publicKeyOf(made.key);
    const isNew = await withEnforcing(options, async (ports) => enrol(ports, { name, role, key }, await signatureOf(options)), {
      mayMake: true,
    });
    print(options, { name, role, key }, () => {
      if (!isNew) return `${name} is enrolled so already`;
      return `${name} is enrolled as ${role}${made?.isNew ? `; the private key is in ${file}: give it to ${name}, and keep no copy` : ""}`;
    });
  });
}

function removeCommand(): Command {
  const command = enforcing("remove", "takes a person off; what the person approved and was not begun no longer counts").argument("<name>");
  return signing(command).action(async (name: string, options: SignedOptions) => {
    await withEnforcing(options, async (ports) => dismiss(ports, name, await signatureOf(options)));
    print(options, { removed: name }, () => `${name} is no longer enrolled`);
  });
}

function signing(command: Command): Command {
  return command
    .option("--signed-by <name>", "an admin who signs for it, where the policy wants one (people_signed)")
    .option("--sign-key <file>", "the admin's private key");
}

async function signatureOf({ signedBy, signKey }: SignedOptions): Promise<PeopleOptions> {
  if ((signedBy === undefined) !== (signKey === undefined))
    throw new UsageError("give both --signed-by NAME and --sign-key FILE, or neither");
  const sign: Sign | null = signedBy === undefined || signKey === undefined ? null : await signerFrom(signedBy, signKey);
  return { sign, policy: await policyFromEnvironment() };
}
