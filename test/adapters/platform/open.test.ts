/** The environment -> which platform is reached, or what is to be mended; never with a secret in it. */
import { afterEach, describe, expect, it } from "vitest";
import { openPlatform } from "../../../src/adapters/platform/open.js";
import { UsageError } from "../../../src/errors.js";
import type { Platform } from "../../../src/ports/platform.js";

const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 0xa5).toString("base64")}`;

let platform: Platform | null = null;
afterEach(async () => {
  await platform?.close();
  platform = null;
});

function targetOf(url: string, secret = secretOf(32)): string {
  platform = openPlatform({ CAUTERY_PLATFORM_URL: url, CAUTERY_PLATFORM_SECRET: secret });
  return platform.target;
}

function refusalOf(env: NodeJS.ProcessEnv): string {
  try {
    openPlatform(env);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error("it was opened");
}

describe("a platform's address", () => {
  it.each([
    ["https://platform.example/hooks?token=hidden#part", "https://platform.example/hooks"],
    ["https://user:hidden@platform.example:8443", "https://platform.example:8443/"],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080/"],
    ["http://[::1]:8080/x", "http://[::1]:8080/x"],
    ["http://localhost/x", "http://localhost/x"],
    ["https://10.1.2.3/x", "https://10.1.2.3/x"],
    ["file:///var/lib/calls.ndjson", "file:///var/lib/calls.ndjson"],
  ])("%s is %s in a plan", (url, target) => {
    expect(targetOf(url)).toBe(target);
  });

  it.each([
    ["platform.example/hidden", "no address of a platform"],
    ["ftp://platform.example/hidden", "no address of a platform"],
    ["http://platform.example/hidden", "give an https address"],
    ["http://10.0.0.1/hidden", "give an https address"],
    ["http://localhost.example/hidden", "give an https address"],
    ["http://[::ffff:127.0.0.1]/hidden", "give an https address"],
    ["https://hidden%zz@platform.example/", "percent-encoded"],
    ["file://elsewhere/hidden", "give file:///PATH"],
  ])("%s is refused, and not repeated", (url, wanted) => {
    const message = refusalOf({ CAUTERY_PLATFORM_URL: url, CAUTERY_PLATFORM_SECRET: secretOf(32) });
    expect(message).toContain(wanted);
    expect(message).not.toContain("hidden");
  });

  it.each([{}, { CAUTERY_PLATFORM_URL: "" }])("%j is a dry run, which sends nothing and knows nothing", async (env) => {
    platform = openPlatform(env);
    const data = { account: "acc-1", batch: "b-1", until: null, reason: "", expect: "active" };
    expect(platform.target).toBe("dry-run");
    expect(await platform.send({ id: "msg-1", type: "account.suspend", timestamp: "2026-04-01T00:00:00Z", data })).toEqual({ is: "dry" });
    expect(await platform.look("acc-1")).toEqual({ is: "unclear", why: "a dry run asks nobody" });
  });
});

describe("a secret", () => {
  it.each([24, 25, 32, 64])("of %i bytes is taken", (bytes) => {
    expect(targetOf("https://platform.example/", secretOf(bytes))).toBe("https://platform.example/");
  });

  it.each([
    ["", "is not set"],
    [secretOf(23), "has 23 bytes"],
    [secretOf(65), "has 65 bytes"],
    ["whsec_", "has 0 bytes"],
    [secretOf(32).slice(6), "is not whsec_ and base64"],
    [secretOf(32).replace(/=$/, ""), "is not whsec_ and base64"],
    [secretOf(33).replaceAll("=", "").replace("p", "-"), "is not whsec_ and base64"],
    [`${secretOf(32)}\n`, "is not whsec_ and base64"],
  ])("%j is refused with what to do, and not repeated", (secret, wanted) => {
    const message = refusalOf({ CAUTERY_PLATFORM_URL: "https://platform.example/", CAUTERY_PLATFORM_SECRET: secret });
    expect(message).toContain(`CAUTERY_PLATFORM_SECRET ${wanted}`);
    expect(message).toContain("openssl rand -base64 32");
    expect(message).not.toContain("paWlpaWl");
  });
});

describe("a time-out", () => {
  it.each(["0", "99", "120001", "1.5", "soon"])("of %s is refused", (timeout) => {
    const env = { CAUTERY_PLATFORM_URL: "https://platform.example/", CAUTERY_PLATFORM_SECRET: secretOf(32) };
    expect(refusalOf({ ...env, CAUTERY_PLATFORM_TIMEOUT_MS: timeout })).toContain("give milliseconds");
  });
});
