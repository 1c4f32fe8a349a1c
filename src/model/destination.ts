/** Where a message is to go, as somebody wrote it -> a webhook's address or a mail's; or what is wrong with it. */
import { z } from "zod";
import { UsageError } from "../errors.js";

export type Destination = { is: "webhook"; url: URL } | { is: "mail"; address: string };

const FORMS = "give https://HOST/PATH, http://127.0.0.1:PORT/PATH, or mailto:NAME@HOST";
const LONGEST = 2_000;

const mail = z.email().max(254);

/** Throws a `UsageError`, which never holds what was given: an address may have a password, a token, or somebody's name in it. */
export function parseDestination(text: string): Destination {
  if (text.startsWith("mailto:")) {
    const { success, data: address } = mail.safeParse(text.slice("mailto:".length));
    if (success) return { is: "mail", address };
    throw new UsageError(`what follows mailto: is not one mail address: ${FORMS}`);
  }
  const url = text.length <= LONGEST && URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) throw new UsageError(`this is nowhere to send to: ${FORMS}`);
  if (!/^(?:[^%]|%[0-7][0-9a-f])*$/i.test(`${url.username}${url.password}`))
    throw new UsageError('the name or password in the address is not percent-encoded: write "%25" for "%"');
  // A signature keeps a message from being changed, not from being read.
  if (url.protocol === "http:" && !isThisMachine(url.hostname))
    throw new UsageError("this is http to another machine, where anybody in between reads: give an https address");
  return { is: "webhook", url };
}

/** As URLs spell hosts: this machine, named by its address or as `localhost`. */
export function isThisMachine(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** As it may be shown to whoever may see that there is one: of a webhook the host alone, since its path is often its password. */
export function shownDestination(text: string): string {
  const destination = parseDestination(text);
  return destination.is === "webhook" ? `${destination.url.origin}/...` : `mailto:${destination.address}`;
}
