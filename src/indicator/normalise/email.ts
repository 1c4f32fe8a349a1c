/** An e-mail address as somebody gave it -> its canonical forms: the mailbox that it really is, and what the mailbox looks like. */
import { domainToASCII } from "node:url";

export interface Email {
  /** Local part and domain of the mailbox that providers deliver to. */
  local: string;
  domain: string;
  /** The local part as given: letters -> a, digits -> 9, runs with their length, and the domain. */
  shape: string;
  /** The canonical local part's letters alone. */
  stem: string;
}

/** Providers that ignore dots, and names of one provider. */
const IGNORES_DOTS = new Set(["gmail.com", "proton.me"]);
const SAME_PROVIDER: Readonly<Record<string, string>> = {
  "googlemail.com": "gmail.com",
  "protonmail.com": "proton.me",
  "protonmail.ch": "proton.me",
  "pm.me": "proton.me",
  "ya.ru": "yandex.ru",
  "yandex.com": "yandex.ru",
  "me.com": "icloud.com",
  "mac.com": "icloud.com",
};

export function parseEmail(text: string): Email | null {
  const address = text.trim().normalize("NFKC").toLowerCase();
  const at = address.lastIndexOf("@");
  if (at < 1 || at === address.length - 1) return null;
  const given = address.slice(0, at);
  const host = address.slice(at + 1).replace(/\.$/, "");
  const ascii = domainToASCII(host) || host;
  const domain = Object.hasOwn(SAME_PROVIDER, ascii) ? SAME_PROVIDER[ascii] : ascii;
  const plus = given.indexOf("+");
  const untagged = plus > 0 ? given.slice(0, plus) : given;
  const local = IGNORES_DOTS.has(domain) ? untagged.replaceAll(".", "") || untagged : untagged;
  return { local, domain, shape: `${shapeOf(given)}@${domain}`, stem: local.replace(/[^\p{L}]/gu, "") };
}

function shapeOf(local: string): string {
  return local.replace(/\p{L}+|\p{N}+/gu, (run) => `${/^\p{L}/u.test(run) ? "a" : "9"}${run.length}`);
}
