/** A footprint's bytes -> the few particulars by which one account is looked at, without laying columns of all. */
import type { StatusChange } from "../model/status.js";
import { ByteReader } from "../tools/bytes.js";
import { changeOf } from "./columns/account-columns.js";
import { AccountSum, byCode } from "./footprint.js";
import { ID_CHECK } from "./kinds/identity.js";
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
  /** When it last passed a check of who it is, milliseconds since 1970, to the second; null where none was seen. */
  verifiedAt: number | null;
}

const ORGANIZATION = kindOf("organization").code;
const PAYMENT_KIND = kindOf("payment_kind").code;
const CHECK = kindOf("id_check").code;
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
    let verifiedAt: number | null = null;
    for (let lists = reader.count(); lists > 0; lists--) {
      const code = reader.count();
      if (code === ATTRIBUTE) skipText(reader);
      const isWanted = code === ORGANIZATION || code === PAYMENT_KIND || code === CHECK;
      const found = readTexts(reader, byCode(code).key === "text", isWanted);
      if (code === CHECK) verifiedAt = found.find(({ text }) => text === ID_CHECK.passed)?.last ?? null;
      else if (isWanted) texts.set(code, found.map(({ text }) => text).sort());
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
      verifiedAt,
    };
  }
}

/** The texts of a list, each with when it was seen last (ms); where they are not wanted, the reader is only moved behind it. */
function readTexts(reader: ByteReader, hasTexts: boolean, isWanted: boolean): { text: string; last: number }[] {
  const texts: { text: string; last: number }[] = [];
  for (let n = reader.count(); n > 0; n--) {
    reader.at += KEY_BYTES;
    const first = reader.word();
    const last = 1_000 * (first + reader.count());
    reader.count(); // how often
    if (isWanted) texts.push({ text: reader.text(), last });
    else if (hasTexts) skipText(reader);
  }
  return texts;
}

function skipText(reader: ByteReader): void {
  const length = reader.count();
  reader.at += length;
}
