/** A footprint's bytes -> the few particulars by which one account is looked at, without laying columns of all. */
import type { StatusChange } from "../model/status.js";
import { ByteReader } from "../tools/bytes.js";
import { changeOf } from "./columns/account-columns.js";
import { AccountSum, byCode } from "./footprint.js";
import { kindOf } from "./kinds/registry.js";

export interface Particulars {
  /** Milliseconds since 1970; of any event but what Cautery had done to the account itself. */
  firstSeen: number;
  lastSeen: number;
  /** Milliseconds since 1970, or null where no sign-up was seen. */
  signupAt: number | null;
  exchanges: number;
  /** In and out. */
  tokens: number;
  /** Ascending by time. */
  status: readonly StatusChange[];
  /** Folded, sorted. */
  organizations: readonly string[];
  /** `credit`, `prepaid`, …: sorted. */
  paymentKinds: readonly string[];
}

const ORGANIZATION = kindOf("organization").code;
const PAYMENT_KIND = kindOf("payment_kind").code;
const ATTRIBUTE = 0;
/** A value's 64-bit key. */
const KEY_BYTES = 8;

export class ParticularsReader {
  readonly #sum = new AccountSum();

  read(bytes: Uint8Array): Particulars {
    const sum = this.#sum;
    const reader = new ByteReader(bytes);
    sum.clearSums();
    sum.absorbSums(reader);
    const texts = new Map<number, string[]>();
    for (let lists = reader.count(); lists > 0; lists--) {
      const code = reader.count();
      if (code === ATTRIBUTE) skipText(reader);
      const isWanted = code === ORGANIZATION || code === PAYMENT_KIND;
      const found = readTexts(reader, byCode(code).key === "text", isWanted);
      if (isWanted) texts.set(code, found.sort());
    }
    const { first, last } = sum.seen;
    return {
      firstSeen: first,
      lastSeen: last,
      signupAt: sum.signup < Number.POSITIVE_INFINITY ? sum.signup : null,
      exchanges: sum.exchanges,
      tokens: sum.inputTokens + sum.outputTokens,
      status: sum.status.map(changeOf),
      organizations: texts.get(ORGANIZATION) ?? [],
      paymentKinds: texts.get(PAYMENT_KIND) ?? [],
    };
  }
}

/** The texts of a list; where they are not wanted, the reader is only moved behind it. */
function readTexts(reader: ByteReader, hasTexts: boolean, isWanted: boolean): string[] {
  const texts: string[] = [];
  for (let n = reader.count(); n > 0; n--) {
    reader.at += KEY_BYTES;
    reader.word(); // first
    reader.count(); // how much later last
    reader.count(); // how often
    if (isWanted) texts.push(reader.text());
    else if (hasTexts) skipText(reader);
  }
  return texts;
}

function skipText(reader: ByteReader): void {
  const length = reader.count();
  reader.at += length;
}
