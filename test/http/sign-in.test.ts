/** Signing in at a real provider of identities: who gets a session, as what, and every way in which it is refused. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openProvider } from "../../src/adapters/oidc/provider.js";
import { signInSettings } from "../../src/adapters/oidc/settings.js";
import { dismiss, enrol, peopleOf } from "../../src/app/enforcement/people.js";
import { checkPolicy } from "../../src/model/enforcement/policy.js";
import { heardLog, type Line } from "../contracts/heard-log.js";
import { BASE_URL, CLIENT, type TestProvider, testProvider } from "./identity-provider.js";
import { type Office, office } from "./office.js";

const MINUTE = 60_000;
const ROLES = '{"desk": "analyst", "leads": "approver", "guests": "viewer"}';
const policy = checkPolicy({});
const byAdmin = { sign: null, policy };

let provider: TestProvider;
let at: Office;
let heard: Line[];

const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  CAUTERY_OIDC_ISSUER: provider.issuer,
  CAUTERY_OIDC_CLIENT_ID: CLIENT.id,
  CAUTERY_OIDC_CLIENT_SECRET: CLIENT.secret,
  CAUTERY_OIDC_ROLES: ROLES,
  ...more,
});

/** The API with that provider, and the real hour, since the provider's is. */
async function open(more: NodeJS.ProcessEnv = {}, of: TestProvider = provider): Promise<Office> {
  const settings = (await signInSettings(environment({ CAUTERY_OIDC_ISSUER: of.issuer, ...more }), BASE_URL, policy))!;
  const clock = { now: () => opened.now.at };
  heard = [];
  const signIn = { provider: await openProvider(settings.provider, clock), rules: settings.rules };
  const opened = await office({ log: heardLog(heard), signIn, start: Date.now() });
  return opened;
}

interface Back {
  status: number;
  detail: string;
  /** For a request's header `cookie`; empty where there is none. */
  cookie: string;
}

async function begin(): Promise<{ url: string; cookie: string }> {
  const answer = await at.ask("/session/sign-in", { token: null });
  expect(answer.status).toBe(303);
  return { url: answer.headers.get("location")!, cookie: cookieOf(answer) };
}

const cookieOf = (answer: Response): string => (answer.headers.get("set-cookie") ?? "").split(";")[0];

async function comeBack(to: URL, cookie: string): Promise<Back> {
  const answer = await at.ask(to.pathname + to.search, { token: null, headers: { cookie, "sec-fetch-site": "cross-site" } });
  const text = await answer.text();
  return { status: answer.status, detail: text === "" ? "" : JSON.parse(text).detail, cookie: cookieOf(answer) };
}

async function signIn(subject: string): Promise<Back> {
  const { url, cookie } = await begin();
  return await comeBack(await provider.signIn(url, subject), cookie);
}

const asSession = ({ cookie }: Back) => ({ token: null, headers: { cookie, "sec-fetch-site": "same-origin" } });
const whoIs = (back: Back) => at.json<{ name: string; role: string }>("/v1/session", asSession(back));

beforeEach(async () => {
  provider = await testProvider();
  provider.accounts.set("1001", { preferred_username: "ann", groups: ["desk", "all"] });
  provider.accounts.set("1002", { preferred_username: "bob", groups: ["desk", "leads"] });
  provider.accounts.set("2001", { preferred_username: "zoe", groups: ["leads"] });
  at = await open();
});
afterEach(async () => {
  await at.close();
  await provider.close();
});

describe("who signs in", () => {
  it("is sent to the provider with PKCE, state and nonce, and comes back to a session of today's kind", async () => {
    const { url, cookie } = await begin();
    const asked = Object.fromEntries(new URL(url).searchParams);
    expect(asked).toMatchObject({ response_type: "code", code_challenge_method: "S256", redirect_uri: `${BASE_URL}/session/callback` });
    for (const each of [asked.state, asked.nonce, asked.code_challenge]) expect(each).toMatch(/^[\w-]{43}$/);
    expect(cookie).toMatch(/^__Host-cautery-sign-in=/);
    const to = await provider.signIn(url, "1001");
    const answer = await at.ask(to.pathname + to.search, { token: null, headers: { cookie } });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-cautery=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    );
  });

  it("comes as the highest role of the groups, and no higher than enrolled", async () => {
    expect(await whoIs(await signIn("1001"))).toMatchObject({ name: "ann", role: "analyst" });
    expect(await whoIs(await signIn("1002"))).toMatchObject({ name: "bob", role: "approver" });
    provider.accounts.set("1001", { preferred_username: "ann", groups: ["leads"] });
    expect(await whoIs(await signIn("1001"))).toMatchObject({ role: "analyst" });
    provider.accounts.set("1002", { preferred_username: "bob", groups: "guests" });
    expect(await whoIs(await signIn("1002"))).toMatchObject({ role: "viewer" });
  });

  it("is known by what the ID token says, where that has it", async () => {
    const telling = await testProvider({ claimsInToken: true });
    telling.accounts.set("1001", { preferred_username: "ann", groups: ["desk"] });
    await at.close();
    at = await open({}, telling);
    const { url, cookie } = await begin();
    expect(await whoIs(await comeBack(await telling.signIn(url, "1001"), cookie))).toMatchObject({ name: "ann", role: "analyst" });
    await telling.close();
  });

  it("stands in the log by name, with the session, as having come from where", async () => {
    await signIn("1001");
    const { items } = await at.json<{ items: { body: { operation: string } }[] }>("/v1/audit?stream=changes", { token: at.tokens.admin });
    const last = items.map(({ body }) => body).findLast(({ operation }) => operation === "finishSignIn");
    expect(last).toMatchObject({ by: "ann", through: expect.stringMatching(/^s-/), from: "192.0.2.7" });
  });

  it("signs out here, and is told where to sign out there", async () => {
    const back = await signIn("1001");
    const { sign_out } = await at.json<{ sign_out: string }>("/v1/session", { method: "DELETE", ...asSession(back) });
    const url = new URL(sign_out);
    expect([url.origin, url.searchParams.get("post_logout_redirect_uri")]).toEqual([provider.issuer, `${BASE_URL}/`]);
    expect((await at.ask("/v1/session", asSession(back))).status).toBe(401);
  });
});

describe("who is not enrolled", () => {
  it("is not let in, unless a rule enrols who is in a group: as an analyst at the most", async () => {
    expect(await signIn("2001")).toMatchObject({ status: 403, detail: expect.stringContaining("zoe is not enrolled") });
    await at.close();
    at = await open({ CAUTERY_OIDC_ENROL: "groups" });
    expect(await whoIs(await signIn("2001"))).toMatchObject({ name: "zoe", role: "analyst" });
    expect(await peopleOf(at.serving)).toContainEqual({ name: "zoe", role: "analyst", key: null });
  });

  it("and was removed is enrolled by no rule again, but by an admin", async () => {
    await at.close();
    at = await open({ CAUTERY_OIDC_ENROL: "groups" });
    const back = await signIn("2001");
    await dismiss(at.serving, "zoe", byAdmin);
    expect((await at.ask("/v1/session", asSession(back))).status).toBe(401);
    expect(await signIn("2001")).toMatchObject({ status: 403, detail: expect.stringContaining("zoe was taken off") });
    await enrol(at.serving, { name: "zoe", role: "viewer", key: null }, byAdmin);
    expect(await whoIs(await signIn("2001"))).toMatchObject({ name: "zoe", role: "viewer" });
  });

  it("is nobody where another has the name already, or the name is none", async () => {
    await signIn("1001");
    provider.accounts.set("6666", { preferred_username: "ann", groups: ["desk"] });
    expect(await signIn("6666")).toMatchObject({ status: 403, detail: expect.stringContaining("ann is somebody else") });
    provider.accounts.set("6667", { preferred_username: "--data\n", groups: ["desk"] });
    expect((await signIn("6667")).status).toBe(403);
    provider.accounts.set("6668", { groups: ["desk"] });
    expect(await signIn("6668")).toMatchObject({ status: 401, detail: expect.stringContaining("no claim preferred_username") });
  });

  it("has no role where no group has one, or none is told", async () => {
    for (const groups of [["others"], [], undefined]) {
      provider.accounts.set("1001", { preferred_username: "ann", ...(groups ? { groups } : {}) });
      expect(await signIn("1001")).toMatchObject({ status: 403, detail: expect.stringContaining("none of ann's groups") });
    }
    provider.accounts.set("1001", { preferred_username: "ann", groups: { desk: true } });
    expect(await signIn("1001")).toMatchObject({ status: 401, detail: expect.stringContaining("no list of groups") });
  });

  it("by an address is not let in before the provider has verified it", async () => {
    await at.close();
    at = await open({ CAUTERY_OIDC_NAME: "email", CAUTERY_OIDC_SCOPE: "openid profile email" });
    await enrol(at.serving, { name: "ann@example.org", role: "viewer", key: null }, byAdmin);
    provider.accounts.set("1001", { email: "ann@example.org", groups: ["desk"], email_verified: false });
    expect(await signIn("1001")).toMatchObject({ status: 401, detail: expect.stringContaining("not verified") });
    provider.accounts.set("1001", { email: "ann@example.org", groups: ["desk"], email_verified: true });
    expect(await whoIs(await signIn("1001"))).toMatchObject({ name: "ann@example.org", role: "viewer" });
  });
});

describe("a sign-in", () => {
  it("is finished once: state, code and cookie replayed open nothing", async () => {
    const { url, cookie } = await begin();
    const to = await provider.signIn(url, "1001");
    expect((await comeBack(to, cookie)).status).toBe(303);
    expect(await comeBack(to, cookie)).toMatchObject({ status: 401, detail: expect.stringContaining("finished once already") });
  });

  it("is of the browser that began it: with another's cookie, none, or a spoilt one it is refused", async () => {
    const { url, cookie } = await begin();
    const other = await begin();
    const to = await provider.signIn(url, "1001");
    const spoilt = cookie.slice(0, -6) + cookie.slice(-6).split("").reverse().join("");
    for (const brought of [other.cookie, "", spoilt, "__Host-cautery-sign-in=AAAA"])
      expect(await comeBack(to, brought)).toMatchObject({ status: 401, detail: expect.stringContaining("not begun in this browser") });
  });

  it("takes no code that was given for another sign-in: the verifier and the nonce are not its own", async () => {
    const victim = await begin();
    const attacker = await begin();
    const stolen = (await provider.signIn(attacker.url, "1002")).searchParams.get("code")!;
    const to = await provider.signIn(victim.url, "1001");
    to.searchParams.set("code", stolen);
    expect(await comeBack(to, victim.cookie)).toMatchObject({ status: 401, detail: expect.stringContaining("invalid_grant") });
  });

  it("is over after ten minutes", async () => {
    const { url, cookie } = await begin();
    const to = await provider.signIn(url, "1001");
    at.now.at += 10 * MINUTE;
    expect(await comeBack(to, cookie)).toMatchObject({ status: 401, detail: expect.stringContaining("longer than 10 minutes") });
  });

  it("that the provider refused is told by its code alone", async () => {
    const { url, cookie } = await begin();
    const back = new URL(`${BASE_URL}/session/callback?error=access_denied&error_description=%3Cscript%3E`);
    back.searchParams.set("state", new URL(url).searchParams.get("state")!);
    back.searchParams.set("iss", provider.issuer);
    const { status, detail } = await comeBack(back, cookie);
    expect([status, detail]).toEqual([401, "the provider did not let it be (access_denied): begin again"]);
  });
});

describe("an ID token", () => {
  const now = () => Math.floor(at.now.at / 1_000);

  it.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>, string]>([
    ["of another issuer", (claims) => ({ ...claims, iss: "https://evil.example" }), 'unexpected JWT "iss"'],
    ["for another audience", (claims) => ({ ...claims, aud: "another" }), 'unexpected JWT "aud"'],
    ["with another nonce", (claims) => ({ ...claims, nonce: "x".repeat(43) }), '"nonce"'],
    ["without a nonce", ({ nonce: _, ...claims }) => claims, '"nonce"'],
    ["that has expired", (claims) => ({ ...claims, exp: now() - 60 }), '"exp"'],
    ["that is not valid yet", (claims) => ({ ...claims, nbf: now() + 60 }), '"nbf"'],
  ])("%s opens nothing", async (_, spoilt, why) => {
    provider.spoil.claims = spoilt;
    const { status, detail } = await signIn("1001");
    expect(status).toBe(401);
    expect(detail).toContain(why);
  });

  it("that another signed opens nothing", async () => {
    Object.assign(provider.spoil, { claims: (claims: object) => claims, key: "another" });
    expect(await signIn("1001")).toMatchObject({ status: 401, detail: expect.stringContaining("signature") });
  });

  it("holds while the clocks differ by less than half a minute", async () => {
    provider.spoil.claims = (claims) => ({ ...claims, exp: now() - 20, nbf: now() + 20 });
    expect((await signIn("1001")).status).toBe(303);
    provider.spoil.claims = null;
    at.now.at += 24 * 60 * MINUTE; // our clock is a day ahead
    expect(await signIn("1001")).toMatchObject({ status: 401, detail: expect.stringContaining('"exp"') });
  });
});

describe("a provider that fails", () => {
  it.each([500, 503, 404])("with %i at its token endpoint is to be asked again, and nobody is signed in", async (status) => {
    provider.spoil.tokenStatus = status;
    const back = await signIn("1001");
    expect(back).toMatchObject({ status: 503, detail: expect.stringContaining("does not answer as it should"), cookie: "" });
  });

  it("and one that is away, is to be asked again", async () => {
    const { url, cookie } = await begin();
    const to = await provider.signIn(url, "1001");
    await provider.close();
    expect(await comeBack(to, cookie)).toMatchObject({ status: 503, detail: expect.stringContaining("does not answer") });
    provider = await testProvider();
  });

  it("or does not take the client's secret, tells the admin so, and nobody the secret", async () => {
    await at.close();
    at = await open({ CAUTERY_OIDC_CLIENT_SECRET: "not-the-secret" });
    const back = await signIn("1001");
    expect(back).toMatchObject({ status: 503, detail: expect.stringContaining("does not take this client") });
  });

  it("leaves no secret, code or token in a log line, whatever went wrong", async () => {
    const { url, cookie } = await begin();
    const to = await provider.signIn(url, "1001");
    provider.spoil.claims = (claims) => ({ ...claims, aud: "another" });
    await comeBack(to, cookie);
    provider.spoil.tokenStatus = 500;
    await signIn("1001");
    const said = heard.map(({ message, fields }) => `${message} ${JSON.stringify(fields)}`).join("\n");
    expect(said).toContain("a sign-in was refused");
    for (const secret of [CLIENT.secret, to.searchParams.get("code")!, cookie.split("=")[1], "eyJ"]) expect(said).not.toContain(secret);
  });
});
