/** `cautery sessions`: who is signed in to the workbench, since when, and how that is ended. */
import { userInfo } from "node:os";
import { Command } from "commander";
import { recordChange } from "../../../app/access/changes.js";
import { revokeSession, type SessionRow, sessionsOf } from "../../../app/access/sessions.js";
import { type EnforcingOptions, enforcing, print, withEnforcing } from "../../enforcing.js";
import { formatTable } from "../../text/format.js";

export function sessionsCommand(): Command {
  return new Command("sessions")
    .description("Sessions of the workbench: who is signed in, and since when.")
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(revokeCommand());
}

const HEAD = ["session", "name", "role", "opened by", "since", "last used", "until"];

function listCommand(): Command {
  return enforcing("list", "everybody's that stand, the latest first").action((options: EnforcingOptions) =>
    withEnforcing(options, async (ports) => {
      const sessions = await sessionsOf(ports, null);
      const none = "no session stands: `cautery serve` prints a link that opens one";
      print(options, { sessions }, () => (sessions.length === 0 ? none : formatTable([HEAD, ...sessions.map(rowOf)], "")));
    }),
  );
}

const rowOf = ({ session, name, role, opened_by, created_at, used_at, expires_at }: SessionRow): string[] => [
  session,
  name,
  role,
  opened_by,
  ...[created_at, used_at, expires_at].map((at) => at.slice(0, 16)),
];

function revokeCommand(): Command {
  return enforcing("revoke", "ends a session: from then on it opens nothing")
    .argument("<session>", "its id, as `sessions list` shows it")
    .action(async (session: string, options: EnforcingOptions) => {
      const by = userInfo().username;
      const row = await withEnforcing(options, async (ports) => {
        const revoked = await revokeSession(ports, session, { name: by, role: "admin" });
        await recordChange(ports, { operation: "revokeSession", about: session, by, through: "command", from: "local" });
        return revoked;
      });
      print(options, row, () => `${session} of ${row.name}'s is over`);
    });
}
