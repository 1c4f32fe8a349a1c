/**
 * The environment -> the platform that owns the accounts: CAUTERY_PLATFORM_URL, CAUTERY_PLATFORM_SECRET and CAUTERY_PLATFORM_TIMEOUT_MS; a
 * file where the address is one, a dry run where there is none.
 */
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { UsageError } from "../../errors.js";
import { isThisMachine } from "../../model/destination.js";
import type { Clock } from "../../ports/clock.js";
import type { Platform } from "../../ports/platform.js";
import type { Resolve } from "./addresses.js";
import { unclear } from "./answers.js";
import { filePlatform } from "./file.js";
import { parseSecret } from "./signature.js";
import { webhookPlatform } from "./webhook.js";

const FORMS = "give https://HOST/PATH, http://127.0.0.1:PORT/PATH, file:///PATH, or leave it out for a dry run";

const timeout = z.coerce.number().int().min(100).max(120_000).default(10_000);

export interface PlatformOptions {
  /** Of `webhook-timestamp` and of dates in answers. */
  clock?: Clock;
  /** Finds the addresses of a name, before they are looked at. */
  resolve?: Resolve;
}

/** Opens nothing yet: what is not there shows at the first call. Throws a `UsageError` that names the fix, and no secret. */
export function openPlatform(env: NodeJS.ProcessEnv, { clock = { now: Date.now }, resolve }: PlatformOptions = {}): Platform {
  if (!env.CAUTERY_PLATFORM_URL) return dryRun();
  const url = parseAddress(env.CAUTERY_PLATFORM_URL);
  if (url.protocol === "file:") return filePlatform(pathOf(url), url.href);
  const key = parseSecret("CAUTERY_PLATFORM_SECRET", env.CAUTERY_PLATFORM_SECRET);
  const { success, data: timeoutMs } = timeout.safeParse(env.CAUTERY_PLATFORM_TIMEOUT_MS || undefined);
  if (!success) throw new UsageError("CAUTERY_PLATFORM_TIMEOUT_MS is no time-out: give milliseconds, 100 to 120000");
  return webhookPlatform({ url, key, timeoutMs, clock, resolve });
}

function dryRun(): Platform {
  return {
    target: "dry-run",
    send: async () => ({ is: "dry" }),
    look: async () => unclear("a dry run asks nobody"),
    close: async () => {},
  };
}

/** The address may hold a password or a token, so no message repeats it. */
function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["http:", "https:", "file:"].includes(url.protocol)) {
    throw new UsageError(`CAUTERY_PLATFORM_URL is no address of a platform: ${FORMS}`);
  }
  if (!isDecodable(`${url.username}${url.password}`)) {
    throw new UsageError('CAUTERY_PLATFORM_URL has a name or password that is not percent-encoded: write "%25" for "%"');
  }
  // A signature keeps a message from being changed, not from being read, and answers are not signed: in between, anybody could lie.
  if (url.protocol === "http:" && !isThisMachine(url.hostname)) {
    throw new UsageError(
      "CAUTERY_PLATFORM_URL is http to another machine, where anybody in between reads and answers: give an https address",
    );
  }
  return url;
}

function isDecodable(text: string): boolean {
  return /^(?:[^%]|%[0-7][0-9a-f])*$/i.test(text);
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new UsageError(`CAUTERY_PLATFORM_URL is no address of a file here: give file:///PATH`, { cause });
  }
}
