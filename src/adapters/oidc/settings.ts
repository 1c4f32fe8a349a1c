/** The environment -> by which provider of identities people sign in, and by what rules; null where none is named. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { messageOf, PermanentError, UsageError } from "../../errors.js";
import { RANKS, type Rank } from "../../model/access/caller.js";
import type { SignInRules } from "../../model/access/sign-in.js";
import type { Policy } from "../../model/enforcement/policy.js";

export interface ProviderSettings {
  issuer: URL;
  clientId: string;
  /** Null: a public client, by PKCE alone. */
  clientSecret: string | null;
  scope: string;
  /** Claims that a person's name and groups are in. */
  nameClaim: string;
  groupsClaim: string;
  /** Where the API is, as browsers write it; without a slash at its end. */
  baseUrl: string;
}

export interface SignInSettings {
  provider: ProviderSettings;
  rules: SignInRules;
}

const text = z.string().max(4_000);
const environment = z.object({
  CAUTERY_OIDC_ISSUER: text.optional(),
  CAUTERY_OIDC_CLIENT_ID: text.optional(),
  CAUTERY_OIDC_CLIENT_SECRET: text.optional(),
  CAUTERY_OIDC_CLIENT_SECRET_FILE: text.optional(),
  CAUTERY_OIDC_SCOPE: text.optional(),
  CAUTERY_OIDC_NAME: text.optional(),
  CAUTERY_OIDC_GROUPS: text.optional(),
  CAUTERY_OIDC_ROLES: text.optional(),
  CAUTERY_OIDC_ENROL: text.optional(),
});
const LOOPBACK = ["127.0.0.1", "[::1]", "localhost"];

/** Throws a `UsageError` for what is missing or cannot be, a `PermanentError` where the secret's file cannot be read. */
export async function signInSettings(env: NodeJS.ProcessEnv, baseUrl: string | undefined, policy: Policy): Promise<SignInSettings | null> {
  const given = environment.parse(env);
  if (!given.CAUTERY_OIDC_ISSUER) return null; // an empty one is as good as none, as Compose has it
  if (baseUrl === undefined)
    throw new UsageError("CAUTERY_OIDC_ISSUER is set: give --base-url, the address that the provider sends browsers back to");
  const enrols = given.CAUTERY_OIDC_ENROL || "nobody";
  if (enrols !== "nobody" && enrols !== "groups")
    throw new UsageError(
      `CAUTERY_OIDC_ENROL is ${JSON.stringify(enrols)}: "nobody", or "groups" to enrol who is in one of CAUTERY_OIDC_ROLES`,
    );
  if (enrols === "groups" && policy.people_signed)
    throw new UsageError("the policy wants an admin's signature under who is enrolled (people_signed): leave CAUTERY_OIDC_ENROL at nobody");
  return {
    provider: {
      issuer: webAddress("CAUTERY_OIDC_ISSUER", given.CAUTERY_OIDC_ISSUER),
      clientId: needed("CAUTERY_OIDC_CLIENT_ID", given.CAUTERY_OIDC_CLIENT_ID),
      clientSecret: await secretOf(given),
      scope: given.CAUTERY_OIDC_SCOPE || "openid profile",
      nameClaim: given.CAUTERY_OIDC_NAME || "preferred_username",
      groupsClaim: given.CAUTERY_OIDC_GROUPS || "groups",
      baseUrl: webAddress("--base-url", baseUrl).href.replace(/\/+$/, ""),
    },
    rules: { roles: rolesOf(needed("CAUTERY_OIDC_ROLES", given.CAUTERY_OIDC_ROLES)), enrols: enrols === "groups" },
  };
}

function needed(name: string, value: string | undefined): string {
  if (value) return value;
  throw new UsageError(`CAUTERY_OIDC_ISSUER is set, and ${name} is not: docs/api.md says what signing in needs`);
}

/** https, or http on this machine; without credentials, query and fragment. */
function webAddress(name: string, value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.includes(url.hostname));
  if (url !== null && isSafe && url.username === "" && url.password === "" && url.search === "" && url.hash === "") return url;
  throw new UsageError(`${name} wants an https address (or http on this machine) without user, query and fragment`);
}

async function secretOf({
  CAUTERY_OIDC_CLIENT_SECRET: secret,
  CAUTERY_OIDC_CLIENT_SECRET_FILE: file,
}: z.infer<typeof environment>): Promise<string | null> {
  if (secret && file) throw new UsageError("give CAUTERY_OIDC_CLIENT_SECRET or CAUTERY_OIDC_CLIENT_SECRET_FILE, not both");
  if (!file) return secret || null;
  let read: string;
  try {
    read = (await readFile(file, "utf8")).trim();
  } catch (cause) {
    throw new PermanentError(`cannot read the secret in CAUTERY_OIDC_CLIENT_SECRET_FILE (${messageOf(cause)}): make it readable`, {
      cause,
    });
  }
  if (read === "") throw new PermanentError(`${file} is empty: CAUTERY_OIDC_CLIENT_SECRET_FILE names a file with the client's secret`);
  return read;
}

const roles = z.record(z.string().min(1).max(1_000), z.enum(RANKS));

/** `{"fraud-desk": "analyst", "leads": "approver"}`. */
function rolesOf(given: string): ReadonlyMap<string, Rank> {
  const wanted = `CAUTERY_OIDC_ROLES wants JSON of groups and roles (${RANKS.join(", ")}): {"fraud-desk": "analyst"}`;
  let parsed: unknown;
  try {
    parsed = JSON.parse(given);
  } catch (cause) {
    throw new UsageError(`${wanted}; it is no JSON`, { cause });
  }
  const checked = roles.safeParse(parsed);
  if (!checked.success || Object.keys(checked.data).length === 0) throw new UsageError(wanted);
  return new Map(Object.entries(checked.data));
}
