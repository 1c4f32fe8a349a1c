/** `cautery tokens`: bearer tokens for the API, each a person's: made, listed and revoked. */
import { userInfo } from "node:os";
import { Command, Option } from "commander";
import { recordChange } from "../../../app/access/changes.js";
import { createToken, revokeToken, type TokenRow, tokensOf } from "../../../app/access/tokens.js";
import { ACCESS_ROLES, type AccessRole } from "../../../model/access/caller.js";
import { MARKINGS, type Marking } from "../../../model/dossier.js";
import { type EnforcingOptions, enforcing, print, withEnforcing } from "../../enforcing.js";
import { formatTable } from "../../text/format.js";
import { wholeNumber } from "../../whole-number.js";

export function tokensCommand(): Command {
  return new Command("tokens")
    .description("Bearer tokens for the API: each is a person's, and has a role.")
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(createCommand())
    .addCommand(revokeCommand());
}

function createCommand(): Command {
  return enforcing("create", "makes a token, and shows it this once: only its hash is kept")
    .argument("<name>", "the person whose it is, as in `cautery people`")
    .addOption(new Option("--role <role>", "what it may do").choices(ACCESS_ROLES).makeOptionMandatory())
    .option("--days <number>", "how long it stands; without it, until it is revoked", wholeNumber("--days"))
    .addOption(new Option("--marking <tlp>", "a partner's highest marking").choices(MARKINGS))
    .option("--hashed", "a partner is told indicators' values as keyed hashes alone")
    .action(async (name: string, options: EnforcingOptions & { role: AccessRole; days?: number; marking?: Marking; hashed?: true }) => {
      const { role, days = null, marking = null, hashed: hash = false } = options;
      const by = userInfo().username;
      const made = await withEnforcing(options, async (ports) => {
        const token = await createToken(ports, { name, role, days, marking, hash, by });
        await recordChange(ports, { operation: "createToken", about: token.token, by, through: "command", from: "local" });
        return token;
      });
      print(
        options,
        made,
        () => `${made.secret}\nit is ${name}'s, as ${role}, and is shown this once; \`cautery tokens revoke ${made.token}\` ends it`,
      );
    });
}

function listCommand(): Command {
  return enforcing("list", "all there ever were, without their secrets").action((options: EnforcingOptions) =>
    withEnforcing(options, async (ports) => {
      const tokens = await tokensOf(ports);
      const none = "no token yet: `cautery tokens create NAME --role ROLE`";
      print(options, { tokens }, () =>
        tokens.length === 0 ? none : formatTable([["token", "name", "role", "made", "last used", "stands"], ...tokens.map(rowOf)], ""),
      );
    }),
  );
}

const rowOf = ({ token, name, role, created_at, used_at, expires_at, revoked_at }: TokenRow): string[] => [
  token,
  name,
  role,
  created_at.slice(0, 10),
  used_at?.slice(0, 16) ?? "never",
  revoked_at !== null ? `revoked ${revoked_at.slice(0, 10)}` : expires_at === null ? "until revoked" : `until ${expires_at.slice(0, 10)}`,
];

function revokeCommand(): Command {
  return enforcing("revoke", "ends a token: from then on it opens nothing")
    .argument("<token>", "its id, as `tokens list` shows it")
    .action(async (token: string, options: EnforcingOptions) => {
      const by = userInfo().username;
      const row = await withEnforcing(options, async (ports) => {
        const revoked = await revokeToken(ports, token);
        await recordChange(ports, { operation: "revokeToken", about: token, by, through: "command", from: "local" });
        return revoked;
      });
      print(options, row, () => `${token} is revoked`);
    });
}
