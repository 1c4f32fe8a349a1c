/**
 * A person comes back from a provider of identities -> a session, for one of `people` or whom a rule enrols. What is remembered meanwhile
 * is with the browser, sealed: any of several servers takes it up, and nobody fills the store by beginning.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { z } from "zod";
import { mayAct, type Rank } from "../../model/access/caller.js";
import type { SignInRules } from "../../model/access/sign-in.js";
import type { Policy } from "../../model/enforcement/policy.js";
import type { Begun, Identity, IdentityProvider } from "../../ports/access/identity.js";
import { MINUTE_MS } from "../../tools/units.js";
import { allRecords } from "../all-records.js";
import { Journal } from "../enforcement/journal.js";
import { enrol } from "../enforcement/people.js";
import type { ChangePorts } from "./changes.js";
import { bindIdentity } from "./identities.js";
import { secretHash } from "./secrets.js";
import { sessionFor } from "./sessions.js";
import { isPersonName } from "./tokens.js";

export interface SignInPorts extends ChangePorts {
  policy: Policy;
  provider: IdentityProvider;
  rules: SignInRules;
}

/** `refused`: nobody is known by it; `forbidden`: somebody is, who may not. `why` is for the person. */
export type SignedIn = { is: "signed in"; secret: string; name: string; role: Rank } | { is: "refused" | "forbidden"; why: string };

const USED = "sign-in";
export const SIGN_IN_MINUTES = 10;
/** Who is enrolled by a rule has no key, and so signs nothing. */
const MOST_BY_RULE: Rank = "analyst";

const remembered = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), until: z.number() });

/** Where the browser is to go, and what it is to bring back. */
export async function beginSignIn({ provider, clock, key }: SignInPorts): Promise<{ url: string; sealed: string }> {
  const { url, ...begun } = await provider.begin();
  return { url, sealed: seal(key, { ...begun, until: clock.now() + SIGN_IN_MINUTES * MINUTE_MS }) };
}

/** `query`: what the browser was sent back with; `sealed`: what it was to bring. Throws a `TransientError` where the provider is away. */
export async function finishSignIn(ports: SignInPorts, query: URLSearchParams, sealed: string | null): Promise<SignedIn> {
  const begun = sealed === null ? null : unseal(ports.key, sealed);
  if (begun === null || begun.state !== query.get("state"))
    return { is: "refused", why: "this sign-in was not begun in this browser, or another one since: begin again" };
  if (begun.until <= ports.clock.now()) return { is: "refused", why: `it took longer than ${SIGN_IN_MINUTES} minutes: begin again` };
  if (!(await isFirst(ports, begun))) return { is: "refused", why: "this sign-in was finished once already: begin again" };
  const ended = await ports.provider.finish(query, begun);
  return ended.is === "known" ? await admit(ports, ended.identity) : ended;
}

async function admit(ports: SignInPorts, identity: Identity): Promise<SignedIn> {
  const { name, groups } = identity;
  const { rules, store } = ports;
  if (!isPersonName(name)) return forbidden("the name that the provider gives is none that people have here");
  const byGroups = groups.map((group) => rules.roles.get(group)).reduce(higher, undefined);
  if (byGroups === undefined) return forbidden(`none of ${name}'s groups has a role here: CAUTERY_OIDC_ROLES says which have`);
  const person = (await new Journal(ports).state()).people.get(name);
  const admin = `an admin enrols people: \`cautery people add ${JSON.stringify(name)} --role ROLE\``;
  if (person === undefined && !rules.enrols) return forbidden(`${name} is not enrolled: ${admin}`);
  const bound = await bindIdentity(store, identity);
  if (bound === "removed") return forbidden(`${name} was taken off: ${admin}`);
  if (bound === "other")
    return forbidden(`${name} is somebody else at the provider: an admin removes and adds ${name} where that has changed`);
  const role = lower(byGroups, person?.role ?? MOST_BY_RULE);
  if (person === undefined) await enrol(ports, { name, role, key: null }, { sign: null, policy: ports.policy });
  return { is: "signed in", secret: await sessionFor(ports, { name, role }, "provider"), name, role };
}

const forbidden = (why: string): SignedIn => ({ is: "forbidden", why });
const lower = (a: Rank, b: Rank): Rank => (mayAct(a, b) ? b : a);
const higher = (a: Rank | undefined, b: Rank | undefined): Rank | undefined =>
  a === undefined || (b !== undefined && mayAct(b, a)) ? b : a;

/** Each state is good once, on whichever server; those that nobody could use any more are forgotten. */
async function isFirst({ store, clock }: SignInPorts, { state, until }: { state: string; until: number }): Promise<boolean> {
  for (const { id, body } of await allRecords(store, USED))
    if (z.object({ until: z.number() }).parse(JSON.parse(body)).until <= clock.now()) await store.dropRecord(USED, id);
  return await store.keepRecord(USED, secretHash(state), JSON.stringify({ until }), 0);
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const sealingKey = (key: Uint8Array): Buffer => Buffer.from(hkdfSync("sha256", key, "", "cautery sign-in", 32));

/** AES-256-GCM under a key of its own. */
function seal(key: Uint8Array, content: z.infer<typeof remembered>): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(key), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64url");
}

/** Null where it was not sealed here. */
function unseal(key: Uint8Array, text: string): (Begun & { until: number }) | null {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv("aes-256-gcm", sealingKey(key), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return remembered.parse(JSON.parse(plain.toString()));
  } catch {
    return null; // somebody else's, or spoilt: it is the same to who asks
  }
}
