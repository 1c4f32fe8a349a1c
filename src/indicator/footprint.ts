/**
 * What happened to one account <-> its footprint: sums, status changes, and the bounded sightings of every kind, as bytes.
 * Adding events, and absorbing other footprints of the account, give the same bytes in whatever order.
 */

import { prefixOf } from "../event/address.js";
import type { StatusChange } from "../model/status.js";
import type { ByteReader, ByteWriter } from "../tools/bytes.js";
import { hash, type Key } from "../tools/hash.js";
import { byCodeUnit } from "../tools/order.js";
import { HOUR_S } from "../tools/units.js";
import { BottomK } from "./bottom-k.js";
import type { Kind } from "./kinds/kind.js";
import { ATTRIBUTE_KEYS, attributeKind, KINDS, kindOf } from "./kinds/registry.js";
import { CAPABILITIES } from "./population.js";
import { bucketOf, rankOf } from "./rank.js";

export const HOURS = 168;
export const TOKEN_BINS = 24;
export const STATUSES: readonly StatusChange["status"][] = ["suspended", "reinstated", "closed"];
/** An account keeps its latest status changes only. */
export const STATUS_CHANGES = 32;
/** Of who changed the status and why it keeps so many characters. */
export const ACTOR_LENGTH = 64;
export const REASON_LENGTH = 200;
const ATTRIBUTE_CODE = 0;

const ANY_ATTRIBUTE = attributeKind("");
const codes: (Kind | undefined)[] = [];
for (const kind of KINDS) codes[kind.code] = kind;

/** The entry of a kind in the registry, or any attribute's. */
export const byCode = (code: number): Kind => codes[code] ?? ANY_ATTRIBUTE;
const PROMPT = kindOf("prompt");
const PROMPT_VALUE = kindOf("prompt_value");
const IP = kindOf("ip");
const SIGNUP_IP = kindOf("signup_ip");
const NET = kindOf("net");
/** 1 January 1970 was a Thursday. */
const EPOCH_HOUR_OF_WEEK = 72;

/** How a text is written beside its value: `text` is what `absorb` found. */
export type WriteText = (writer: ByteWriter, text: number) => void;
/** Reads the text at the reader's place and names it with a number for `WriteText`; -1 skips it. */
export type ReadText = (reader: ByteReader, keep: boolean) => number;

/** A status change as it is kept; `actor` and `reason` are empty where they were not said. */
export interface StatusRow {
  /** Milliseconds since 1970. */
  at: number;
  /** Its place in STATUSES. */
  code: number;
  actor: string;
  reason: string;
}

interface Attribute {
  name: string;
  rank: Key;
  list: BottomK;
}

/** Saturates, so that sums stay whole numbers in whatever order they are added. */
export const plus = (a: number, b: number): number => Math.min(a + b, Number.MAX_SAFE_INTEGER);

export class AccountSum {
  events = 0;
  exchanges = 0;
  inputTokens = 0;
  outputTokens = 0;
  /** Milliseconds since 1970. */
  first = Number.POSITIVE_INFINITY;
  last = 0;
  signup = Number.POSITIVE_INFINITY;
  readonly capability = new Float64Array(CAPABILITIES.length);
  readonly hours = new Float64Array(HOURS);
  readonly tokens = new Float64Array(2 * TOKEN_BINS);
  status: StatusRow[] = [];
  readonly #kinds = codes.map((kind) => (kind ? new BottomK(kind.keep) : null));
  #attributes: Attribute[] = [];
  readonly #spare: BottomK[] = [];

  clear(): void {
    this.clearSums();
    for (const list of this.#kinds) list?.clear();
    for (const { list } of this.#attributes) this.#spare.push(list);
    this.#attributes = [];
  }

  /** All but the sightings. */
  clearSums(): void {
    this.events = this.exchanges = this.inputTokens = this.outputTokens = this.last = 0;
    this.first = this.signup = Number.POSITIVE_INFINITY;
    this.capability.fill(0);
    this.hours.fill(0);
    this.tokens.fill(0);
    this.status = [];
  }

  /** The list of a kind by its code, or of an attribute by its name; null where the account keeps other attributes. */
  list(code: number, name: string): BottomK | null {
    if (code !== ATTRIBUTE_CODE) return this.#kinds[code] ?? null;
    const known = this.#attributes.find((attribute) => attribute.name === name);
    if (known) return known.list;
    const attribute = { name, rank: hash(name), list: this.#spare.pop() ?? new BottomK(ANY_ATTRIBUTE.keep) };
    attribute.list.clear();
    const at = this.#attributes.findIndex((other) => compareAttributes(attribute, other) < 0);
    this.#attributes.splice(at < 0 ? this.#attributes.length : at, 0, attribute);
    if (this.#attributes.length <= ATTRIBUTE_KEYS) return attribute.list;
    const dropped = this.#attributes.pop()!;
    this.#spare.push(dropped.list);
    return dropped === attribute ? null : attribute.list;
  }

  /** Milliseconds since 1970. */
  addEvent(time: number): void {
    this.events++;
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
  }

  signUp(time: number): void {
    if (time < this.signup) this.signup = time;
  }

  /** A usage event; tokens and capability are -1 where they were not said. */
  addUsage(seconds: number, exchanges: number, inputTokens: number, outputTokens: number, capability: number): void {
    this.addExchanges(exchanges, Math.max(0, inputTokens), Math.max(0, outputTokens));
    if (capability >= 0) this.capability[capability] = plus(this.capability[capability], exchanges);
    this.hours[(Math.floor(seconds / HOUR_S) + EPOCH_HOUR_OF_WEEK) % HOURS]++;
    if (inputTokens >= 0) this.tokens[tokenBin(inputTokens)]++;
    if (outputTokens >= 0) this.tokens[TOKEN_BINS + tokenBin(outputTokens)]++;
  }

  /** What a prompt's fingerprint ranks. */
  addPrint(hi: number, lo: number, seconds: number): void {
    this.#kinds[PROMPT.code]!.add(bucketOf(PROMPT, seconds), hi, lo, seconds, seconds, 1);
    this.#kinds[PROMPT_VALUE.code]!.add(0, hi, lo, seconds, seconds, 1);
  }

  /** The address that an event came from, and the network that it is in. */
  addAddress(inUse: boolean, hi: number, lo: number, seconds: number): void {
    const address = rankOf(IP, { hi, lo });
    this.#kinds[inUse ? IP.code : SIGNUP_IP.code]!.add(0, address.hi, address.lo, seconds, seconds, 1);
    const net = rankOf(NET, prefixOf(hi, lo));
    this.#kinds[NET.code]!.add(0, net.hi, net.lo, seconds, seconds, 1);
  }

  addExchanges(exchanges: number, inputTokens: number, outputTokens: number): void {
    this.exchanges = plus(this.exchanges, exchanges);
    this.inputTokens = plus(this.inputTokens, inputTokens);
    this.outputTokens = plus(this.outputTokens, outputTokens);
  }

  /** The same change told again is one; told with another actor or reason it is another. */
  changeStatus(change: StatusRow): void {
    const place = this.status.findIndex((other) => compareStatus(change, other) <= 0);
    if (place >= 0 && compareStatus(change, this.status[place]) === 0) return;
    this.status.splice(place < 0 ? this.status.length : place, 0, change);
    if (this.status.length > STATUS_CHANGES) this.status.shift();
  }

  /** Of an account that nothing is known of but what Cautery had done to it: when that was. */
  get seen(): { first: number; last: number } {
    if (this.events > 0) return { first: this.first, last: this.last };
    return { first: this.status[0].at, last: this.status[this.status.length - 1].at };
  }

  write(writer: ByteWriter, writeText: WriteText): void {
    for (const sum of [this.events, this.exchanges, this.inputTokens, this.outputTokens]) writer.count(sum);
    if (this.events > 0) {
      writer.count(this.first);
      writer.count(this.last - this.first);
      writer.count(this.signup === Number.POSITIVE_INFINITY ? 0 : this.signup - this.first + 1);
    }
    for (const bins of [this.capability, this.hours, this.tokens]) writeSparse(writer, bins);
    writer.count(this.status.length);
    for (const { at, code, actor, reason } of this.status) {
      writer.count(at);
      writer.byte(code);
      writer.text(actor);
      writer.text(reason);
    }
    writer.count(this.#kinds.reduce((lists, list) => lists + (list && list.size > 0 ? 1 : 0), this.#attributes.length));
    for (let code = 1; code < this.#kinds.length; code++) {
      const list = this.#kinds[code];
      if (!list || list.size === 0) continue;
      writer.count(code);
      writeList(writer, list, byCode(code).key === "text" ? writeText : null);
    }
    for (const { name, list } of this.#attributes) {
      writer.count(ATTRIBUTE_CODE);
      writer.text(name);
      writeList(writer, list, writeText);
    }
  }

  /** Adds another footprint of this account; leaves the reader behind it. */
  absorb(reader: ByteReader, readText: ReadText): void {
    this.absorbSums(reader);
    for (let lists = reader.count(); lists > 0; lists--) {
      const code = reader.count();
      const name = code === ATTRIBUTE_CODE ? reader.text() : "";
      absorbList(reader, byCode(code), this.list(code, name), readText);
    }
  }

  /** All but the sightings; leaves the reader before them. */
  absorbSums(reader: ByteReader): void {
    const events = reader.count();
    this.events = plus(this.events, events);
    this.addExchanges(reader.count(), reader.count(), reader.count());
    if (events > 0) this.#absorbTimes(reader);
    for (const bins of [this.capability, this.hours, this.tokens]) addSparse(reader, bins);
    for (let n = reader.count(); n > 0; n--)
      this.changeStatus({ at: reader.count(), code: reader.byte(), actor: reader.text(), reason: reader.text() });
  }

  #absorbTimes(reader: ByteReader): void {
    const first = reader.count();
    const last = first + reader.count();
    const signup = reader.count();
    if (first < this.first) this.first = first;
    if (last > this.last) this.last = last;
    if (signup > 0) this.signup = Math.min(this.signup, first + signup - 1);
  }
}

/** floor(log2(1 + tokens)), at most the last bin's. */
function tokenBin(tokens: number): number {
  return tokens >= 1 << TOKEN_BINS ? TOKEN_BINS - 1 : Math.min(TOKEN_BINS - 1, 31 - Math.clz32(1 + tokens));
}

function compareStatus(a: StatusRow, b: StatusRow): number {
  return a.at - b.at || a.code - b.code || byCodeUnit(a.actor, b.actor) || byCodeUnit(a.reason, b.reason);
}

function compareAttributes(a: Attribute, b: Attribute): number {
  return a.rank.hi - b.rank.hi || a.rank.lo - b.rank.lo || byCodeUnit(a.name, b.name);
}

function writeSparse(writer: ByteWriter, bins: Float64Array): void {
  let filled = 0;
  for (let i = 0; i < bins.length; i++) if (bins[i] > 0) filled++;
  writer.count(filled);
  for (let i = 0; filled > 0; i++) {
    if (bins[i] === 0) continue;
    writer.byte(i);
    writer.count(bins[i]);
    filled--;
  }
}

function addSparse(reader: ByteReader, bins: Float64Array): void {
  for (let n = reader.count(); n > 0; n--) {
    const i = reader.byte();
    bins[i] = plus(bins[i], reader.count());
  }
}

function writeList(writer: ByteWriter, list: BottomK, writeText: WriteText | null): void {
  writer.count(list.size);
  for (let i = 0; i < list.size; i++) {
    const slot = list.slot(i);
    writer.word(list.hi[slot]);
    writer.word(list.lo[slot]);
    writer.word(list.first[slot]);
    writer.count(list.last[slot] - list.first[slot]);
    writer.count(list.count[slot]);
    writeText?.(writer, list.text[slot]);
  }
}

function absorbList(reader: ByteReader, kind: Kind, list: BottomK | null, readText: ReadText): void {
  for (let n = reader.count(); n > 0; n--) {
    const hi = reader.word();
    const lo = reader.word();
    const first = reader.word();
    const last = first + reader.count();
    const count = reader.count();
    const slot = list ? list.add(bucketOf(kind, first), hi, lo, first, last, count) : -1;
    if (kind.key !== "text") continue;
    const wanted = slot >= 0 && list!.text[slot] < 0;
    const text = readText(reader, wanted);
    if (wanted) list!.text[slot] = text;
  }
}
