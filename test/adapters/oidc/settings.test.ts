/** The environment -> by which provider people sign in: what is missing or cannot be is said before anything is served. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openProvider } from "../../../src/adapters/oidc/provider.js";
import { signInSettings } from "../../../src/adapters/oidc/settings.js";
import { checkPolicy } from "../../../src/model/enforcement/policy.js";
import { BASE_URL, CLIENT, testProvider } from "../../http/identity-provider.js";

const policy = checkPolicy({});
const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  CAUTERY_OIDC_ISSUER: "https://idp.example",
  CAUTERY_OIDC_CLIENT_ID: CLIENT.id,
  CAUTERY_OIDC_CLIENT_SECRET: CLIENT.secret,
  CAUTERY_OIDC_ROLES: '{"desk": "analyst"}',
  ...more,
});

describe("the settings", () => {
  const read = (more: NodeJS.ProcessEnv, baseUrl: string | undefined = BASE_URL, of = policy) =>
    signInSettings(environment(more), baseUrl, of);

  it("are none where no provider is named, and nobody signs in", async () => {
    expect(await read({ CAUTERY_OIDC_ISSUER: "" }, undefined)).toBeNull();
  });

  it("take the secret from a file too, or have none", async () => {
    const dir = mkdtempSync(join(tmpdir(), "cautery-oidc-"));
    writeFileSync(join(dir, "secret"), "of-a-file\n");
    const fromFile = { CAUTERY_OIDC_CLIENT_SECRET: "", CAUTERY_OIDC_CLIENT_SECRET_FILE: join(dir, "secret") };
    expect((await read(fromFile))?.provider.clientSecret).toBe("of-a-file");
    expect((await read({ CAUTERY_OIDC_CLIENT_SECRET: "" }))?.provider.clientSecret).toBeNull();
    await expect(read({ ...fromFile, CAUTERY_OIDC_CLIENT_SECRET_FILE: join(dir, "none") })).rejects.toThrow("make it readable");
    rmSync(dir, { recursive: true });
  });

  it.each<[string, NodeJS.ProcessEnv, string]>([
    ["an issuer by http elsewhere", { CAUTERY_OIDC_ISSUER: "http://idp.example" }, "CAUTERY_OIDC_ISSUER wants an https address"],
    ["an issuer with a password", { CAUTERY_OIDC_ISSUER: "https://a:b@idp.example" }, "without user"],
    ["no client", { CAUTERY_OIDC_CLIENT_ID: "" }, "CAUTERY_OIDC_CLIENT_ID is not"],
    ["no roles", { CAUTERY_OIDC_ROLES: "" }, "CAUTERY_OIDC_ROLES is not"],
    ["roles that are no JSON", { CAUTERY_OIDC_ROLES: "desk=analyst" }, "it is no JSON"],
    ["a role that is none", { CAUTERY_OIDC_ROLES: '{"desk": "boss"}' }, "CAUTERY_OIDC_ROLES wants JSON"],
    ["a rule that is none", { CAUTERY_OIDC_ENROL: "all" }, "CAUTERY_OIDC_ENROL"],
    ["two secrets", { CAUTERY_OIDC_CLIENT_SECRET_FILE: "/dev/null" }, "not both"],
  ])("refuse %s, and say what to do", async (_, more, why) => {
    await expect(read(more)).rejects.toThrow(why);
  });

  it("want to know where browsers come back to, and enrol nobody where an admin has to sign for it", async () => {
    await expect(signInSettings(environment(), undefined, policy)).rejects.toThrow("give --base-url");
    await expect(read({}, "http://cautery.example")).rejects.toThrow("--base-url wants an https address");
    await expect(read({ CAUTERY_OIDC_ENROL: "groups" }, BASE_URL, checkPolicy({ people_signed: true }))).rejects.toThrow("people_signed");
  });

  it("name a provider that is looked up at the start: another issuer, or none there, is said so", async () => {
    const { issuer, close } = await testProvider();
    const opening = async (issuer: string) => {
      const settings = (await read({ CAUTERY_OIDC_ISSUER: issuer }))!;
      return await openProvider(settings.provider, Date);
    };
    await expect(opening(issuer.replace("127.0.0.1", "localhost"))).rejects.toThrow(
      /no provider of identities was found at .*this very issuer/,
    );
    await close();
    await expect(opening(issuer)).rejects.toThrow(/no provider of identities was found at http:\/\/127.0.0.1:\d+\/ /);
  });
});
