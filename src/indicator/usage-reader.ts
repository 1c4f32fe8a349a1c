/** The fields that the scanner found of a usage event -> a row of the slice: what stands in an object is judged by the schema once, and then known by its bytes. It says only what the schema and `extract.ts` would. */
import { type Attributes, type Client, type Network, SCHEMAS } from "../event/event.js";
import { guard } from "../event/guard.js";
import type { FieldCounts } from "../event/parse.js";
import { fieldOf, type Scanner } from "../event/scanner.js";
import { parseTimeBytes } from "../event/time.js";
import { ByteTable, UNKNOWN } from "./byte-table.js";
import { type Column, words } from "./columns.js";
import { asSent, K, observeAttributes, observeContext } from "./extract.js";
import { hashBytes, type Key } from "./hash.js";
import { PairTable } from "./pair-table.js";
import { parseSimhashBytes, simhashBytes } from "./prompt.js";
import { CAPABILITY_CODE, NO_CAPABILITY, SET, type Slice, USAGE } from "./slice.js";
import type { Values } from "./values.js";

/** Nothing was seen; and: the line needs the schema's judgement. */
const NONE = -1;
const UNSURE = -2;
const LONGEST_ID = 200;
const LONGEST_VALUE = 1000;
const LONGEST_OBJECT = 8000;
const USAGE_BYTES = Buffer.from("usage");
const F = {
  type: fieldOf("type"),
  id: fieldOf("id"),
  time: fieldOf("time"),
  account: fieldOf("account"),
  apiKey: fieldOf("api_key"),
  model: fieldOf("model"),
  capability: fieldOf("capability"),
  prompt: fieldOf("prompt"),
  simhash: fieldOf("prompt_simhash"),
  inputTokens: fieldOf("input_tokens"),
  outputTokens: fieldOf("output_tokens"),
  exchanges: fieldOf("exchanges"),
  network: fieldOf("network"),
  client: fieldOf("client"),
  attributes: fieldOf("attributes"),
};
const bits = (...fields: number[]): number => fields.reduce((set, field) => set | (1 << field), 0);
const REQUIRED = bits(F.type, F.id, F.time, F.account);
const STRINGS = REQUIRED | bits(F.apiKey, F.model, F.capability, F.prompt, F.simhash);
const DIGITS = bits(F.inputTokens, F.outputTokens, F.exchanges);
const OBJECTS = bits(F.network, F.client, F.attributes);
const { network, client, attributes } = SCHEMAS.usage.shape;

/** Objects of one field that were met: each is judged once. */
class Objects<T> {
  readonly table = new ByteTable();
  readonly all: T[] = [];
  /** How many fields of it the contract doesn't name. */
  readonly ignored: number[] = [];
  readonly judge: (value: unknown) => number;

  constructor(schema: Parameters<typeof guard>[0]) {
    this.judge = guard(schema);
  }
}

export class UsageReader {
  readonly #values: Values;
  readonly #fields: Scanner;
  readonly #models = new ByteTable();
  readonly #apiKeys = new ByteTable();
  readonly #capabilities = new ByteTable();
  readonly #networks = new Objects<Network>(network);
  readonly #clients = new Objects<Client>(client);
  readonly #attributes = new Objects<Attributes>(attributes);
  /** The set of an object of attributes, by its number. */
  readonly #attributeSets = words();
  /** A network and a client together, each by its number plus 1: their set. */
  readonly #contexts = new PairTable();
  readonly #exchange = { exchanges: 1, inputTokens: -1, outputTokens: -1, capability: NO_CAPABILITY, print: null as Key | null };

  /** Reads what `fields` scanned last, and numbers values by `values`. */
  constructor(values: Values, fields: Scanner) {
    this.#values = values;
    this.#fields = fields;
  }

  /** False where the line needs the schema's judgement: then the slice is as it was. */
  read(bytes: Buffer, view: DataView, slice: Slice, counts: FieldCounts): boolean {
    const fields = this.#fields;
    const { strings, from, to } = fields;
    const amiss = (strings & ~STRINGS) | (fields.digits & ~DIGITS) | (fields.objects & ~OBJECTS) | (~strings & REQUIRED);
    if (amiss !== 0 || !this.#isUsage(bytes) || !this.#isId(F.id) || !this.#isId(F.account)) return false;
    const time = parseTimeBytes(bytes, from[F.time], to[F.time]);
    if (Number.isNaN(time) || !this.#readExchange(bytes, view)) return false;
    const ignored = this.#observe(view, slice.item);
    if (ignored < 0) {
      slice.item.length = slice.start[slice.size];
      return false;
    }
    counts.ignored += ignored;
    const account = this.#values.accounts.at(view, from[F.account], to[F.account]);
    slice.addRow(hashBytes(bytes, from[F.id], to[F.id]), account, time, USAGE, this.#exchange);
    return true;
  }

  #isUsage(bytes: Buffer): boolean {
    const { from, to } = this.#fields;
    if (to[F.type] - from[F.type] !== USAGE_BYTES.length) return false;
    for (let i = 0; i < USAGE_BYTES.length; i++) if (bytes[from[F.type] + i] !== USAGE_BYTES[i]) return false;
    return true;
  }

  #isId(field: number): boolean {
    const length = this.#fields.to[field] - this.#fields.from[field];
    return length >= 1 && length <= LONGEST_ID;
  }

  #readExchange(bytes: Buffer, view: DataView): boolean {
    const { strings, digits, number, from, to } = this.#fields;
    const exchange = this.#exchange;
    exchange.exchanges = (digits & (1 << F.exchanges)) !== 0 ? number[F.exchanges] : 1;
    exchange.inputTokens = (digits & (1 << F.inputTokens)) !== 0 ? number[F.inputTokens] : -1;
    exchange.outputTokens = (digits & (1 << F.outputTokens)) !== 0 ? number[F.outputTokens] : -1;
    exchange.capability = NO_CAPABILITY;
    if ((strings & (1 << F.capability)) !== 0) {
      const capability = this.#text(view, F.capability, this.#capabilities, (text) => CAPABILITY_CODE.get(text) ?? UNSURE);
      if (capability < 0) return false;
      exchange.capability = capability;
    }
    exchange.print = null;
    if ((strings & (1 << F.simhash)) !== 0) {
      const print = to[F.simhash] - from[F.simhash] === 16 ? parseSimhashBytes(bytes, from[F.simhash]) : undefined;
      if (!print) return false;
      exchange.print = print;
    } else if ((strings & (1 << F.prompt)) !== 0) exchange.print = simhashBytes(bytes, from[F.prompt], to[F.prompt]);
    return true;
  }

  /** The number of the text in a field; `number` is only asked where it comes for the first time. */
  #text(view: DataView, field: number, known: ByteTable, number: (text: string) => number): number {
    const from = this.#fields.from[field];
    const to = this.#fields.to[field];
    const found = known.get(view, from, to);
    if (found !== UNKNOWN) return found;
    if (to - from > LONGEST_VALUE) return UNSURE;
    this.#values.hold(to - from);
    return known.put(view, from, to, number(latin1(view, from, to)));
  }

  /** As `extract.ts` does. How many fields the contract doesn't name, or `UNSURE`. */
  #observe(view: DataView, out: Column<Uint32Array>): number {
    const { strings } = this.#fields;
    if ((strings & (1 << F.apiKey)) !== 0 && !this.#see(view, F.apiKey, this.#apiKeys, K.api_key, out)) return UNSURE;
    if ((strings & (1 << F.model)) !== 0 && !this.#see(view, F.model, this.#models, K.model, out)) return UNSURE;
    const net = this.#object(view, F.network, this.#networks);
    const by = this.#object(view, F.client, this.#clients);
    const tags = this.#object(view, F.attributes, this.#attributes);
    if (net === UNSURE || by === UNSURE || tags === UNSURE) return UNSURE;
    this.#seeContext(net, by, out);
    if (tags !== NONE) this.#seeAttributes(tags, out);
    return this.#ignored(this.#networks, net) + this.#ignored(this.#clients, by);
  }

  #see(view: DataView, field: number, known: ByteTable, kind: number, out: Column<Uint32Array>): boolean {
    const number = this.#text(view, field, known, (text) => this.#values.of(kind, text, asSent));
    if (number >= 0) out.push(number);
    return number !== UNSURE;
  }

  #ignored<T>({ ignored }: Objects<T>, number: number): number {
    return number === NONE ? 0 : ignored[number];
  }

  /** The number of the object in a field, `NONE` or `UNSURE`. */
  #object<T>(view: DataView, field: number, objects: Objects<T>): number {
    const { from, to, hash } = this.#fields;
    if ((this.#fields.objects & (1 << field)) === 0) return NONE;
    const known = objects.table.get(view, from[field], to[field], hash[field]);
    if (known !== UNKNOWN) return known;
    if (to[field] - from[field] > LONGEST_OBJECT) return UNSURE;
    const number = this.#meet(latin1(view, from[field], to[field]), objects);
    this.#values.hold(2 * (to[field] - from[field]));
    return objects.table.put(view, from[field], to[field], number, hash[field]);
  }

  #meet<T>(text: string, objects: Objects<T>): number {
    if (!PLAIN_TEXT.test(text)) return UNSURE;
    try {
      const value: unknown = JSON.parse(text);
      const ignored = objects.judge(value);
      if (ignored < 0) return UNSURE;
      objects.ignored.push(ignored);
      return objects.all.push(value as T) - 1;
    } catch {
      return UNSURE; // it ends elsewhere, or is none
    }
  }

  #seeContext(net: number, by: number, out: Column<Uint32Array>): void {
    if (net === NONE && by === NONE) return;
    let set = this.#contexts.get(net + 1, by + 1);
    if (set < 0) {
      const start = out.length;
      observeContext(this.#networks.all[net], this.#clients.all[by], K.ip, this.#values, out);
      set = this.#contexts.put(net + 1, by + 1, this.#values.addSet(out, start));
    }
    out.push(SET + set);
  }

  #seeAttributes(number: number, out: Column<Uint32Array>): void {
    while (this.#attributeSets.length <= number) {
      const start = out.length;
      observeAttributes(this.#attributes.all[this.#attributeSets.length], this.#values, out);
      this.#attributeSets.push(this.#values.addSet(out, start));
    }
    out.push(SET + this.#attributeSets.array[number]);
  }
}

/** Without what JSON writes in another way, and without what is not ASCII. */
const PLAIN_TEXT = /^[\x20-\x5b\x5d-\x7e]*$/;

function latin1(view: DataView, from: number, to: number): string {
  return Buffer.from(view.buffer, view.byteOffset + from, to - from).toString("latin1");
}
