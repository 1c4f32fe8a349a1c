/**
 * The fields that the scanner found of a usage event -> a row of the slice: what stands in an object is judged by the schema once, and then
 * known by its bytes. It says only what the schema and `extract.ts` would.
 */
import { type Address, parseAddress } from "../../event/address.js";
import { type Attributes, type Client, type Network, SCHEMAS } from "../../event/event.js";
import { guard } from "../../event/guard.js";
import type { FieldCounts } from "../../event/parse.js";
import { AN_IPV4, DEVICE, fieldOf, IP, NO_LEAD, NO_TEXT, type Scanner } from "../../event/scanner.js";
import { ByteTable, UNKNOWN } from "../../tools/byte-table.js";
import { type Column, words } from "../../tools/growing.js";
import type { Key } from "../../tools/hash.js";
import { simhashBytes } from "../normalise/prompt-bytes.js";
import {
  addressOf,
  asSent,
  K,
  observeAttributes,
  observeClient,
  observeLocale,
  observeUsageNetwork,
  placeOf,
  spokenOf,
} from "./extract.js";
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

/**
 * Objects of one field that were met, less the text that leads them: each is judged and observed once, and is a set of values from then on.
 */
class Objects<T> {
  readonly table = new ByteTable();
  readonly all: T[] = [];
  /**
   * How many fields of it the contract doesn't name, the set of what is seen in it, and what it gives to values that are made of two
   * objects.
   */
  readonly ignored: number[] = [];
  readonly set = words();
  readonly half: number[] = [];
  readonly judge: (value: unknown) => number;
  readonly lead: number;
  /** The name of what leads. */
  readonly name: string;
  readonly observe: (value: T, values: Values, out: Column<Uint32Array>) => void;
  readonly halfOf: (value: T, values: Values) => number;

  constructor(
    schema: Parameters<typeof guard>[0],
    [lead, name]: readonly [number, string],
    observe: Objects<T>["observe"],
    halfOf: Objects<T>["halfOf"] = () => -1,
  ) {
    this.judge = guard(schema);
    this.lead = lead;
    this.name = name;
    this.observe = observe;
    this.halfOf = halfOf;
  }
}

export class UsageReader {
  readonly #values: Values;
  readonly #fields: Scanner;
  readonly #models = new ByteTable();
  readonly #apiKeys = new ByteTable();
  readonly #capabilities = new ByteTable();
  readonly #devices = new ByteTable();
  readonly #networks = new Objects<Network>(network, [IP, "ip"], observeUsageNetwork, placeOf);
  readonly #clients = new Objects<Client>(client, [DEVICE, "device"], observeClient, spokenOf);
  readonly #attributes = new Objects<Attributes>(attributes, [NO_LEAD, ""], observeAttributes);
  /** Addresses of networks that don't begin with theirs, by the object's number. */
  readonly #addresses: (Address | null)[] = [];
  readonly #address: Omit<Address, "version"> = { hi: 0, lo: 0 };
  /** Of the network read last: its address, or null. */
  #placed: Omit<Address, "version"> | null = null;
  /** What leads the object opened last (`Scanner.open`). */
  #led = NO_TEXT;
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
    const time = fields.timeIn(F.time);
    if (Number.isNaN(time) || !this.#readExchange(bytes, view)) return false;
    const net = this.#network(view, slice.item);
    const address = net === UNSURE ? null : this.#placed;
    const ignored = this.#observe(view, net, slice.item);
    if (ignored < 0) {
      slice.dropItems();
      return false;
    }
    counts.ignored += ignored;
    const account = this.#values.accounts.at(view, from[F.account], to[F.account]);
    fields.hashIn(F.id);
    slice.addRow({ hi: fields.key[0], lo: fields.key[1] }, account, time, USAGE, this.#exchange, address);
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
      if (!this.#fields.hexIn(F.simhash)) return false;
      exchange.print = { hi: this.#fields.key[0], lo: this.#fields.key[1] };
    } else if ((strings & (1 << F.prompt)) !== 0) exchange.print = simhashBytes(bytes, from[F.prompt], to[F.prompt]);
    return true;
  }

  /** The number of the text in a field; `number` is only asked where it comes for the first time. */
  #text(view: DataView, field: number, known: ByteTable, number: (text: string) => number): number {
    return this.#textAt(view, this.#fields.from[field], this.#fields.to[field], known, number);
  }

  #textAt(view: DataView, from: number, to: number, known: ByteTable, number: (text: string) => number): number {
    const found = known.get(view, from, to);
    if (found !== UNKNOWN) return found;
    if (to - from > LONGEST_VALUE) return UNSURE;
    this.#values.hold(to - from);
    return known.put(view, from, to, number(latin1(view, from, to)));
  }

  /** As `extract.ts` does. How many fields the contract doesn't name, or `UNSURE`; `net` is what `#network` said. */
  #observe(view: DataView, net: number, out: Column<Uint32Array>): number {
    const { strings } = this.#fields;
    if ((strings & (1 << F.apiKey)) !== 0 && !this.#see(view, F.apiKey, this.#apiKeys, K.api_key, out)) return UNSURE;
    if ((strings & (1 << F.model)) !== 0 && !this.#see(view, F.model, this.#models, K.model, out)) return UNSURE;
    const by = this.#client(view, out);
    const tags = this.#object(view, F.attributes, this.#attributes, out);
    if (net === UNSURE || by === UNSURE || tags === UNSURE) return UNSURE;
    if (net !== NONE && by !== NONE) this.#seeLocale(net, by, out);
    return (net === NONE ? 0 : this.#networks.ignored[net]) + (by === NONE ? 0 : this.#clients.ignored[by]);
  }

  #see(view: DataView, field: number, known: ByteTable, kind: number, out: Column<Uint32Array>): boolean {
    const number = this.#text(view, field, known, (text) => this.#values.of(kind, text, asSent));
    if (number >= 0) out.push(number);
    return number !== UNSURE;
  }

  /** As `#object`; the address is in `#placed`. */
  #network(view: DataView, out: Column<Uint32Array>): number {
    this.#placed = null;
    const number = this.#object(view, F.network, this.#networks, out);
    if (number < 0) return number;
    if (this.#led === NO_TEXT) {
      this.#placed = this.#addresses[number];
      return number;
    }
    this.#placed = this.#address;
    const { key, opened } = this.#fields;
    const address = this.#led === AN_IPV4 ? { hi: key[0], lo: key[1] } : parseAddress(latin1(view, opened[0], opened[1]));
    if (!address) return UNSURE;
    this.#address.hi = address.hi;
    this.#address.lo = address.lo;
    return number;
  }

  /** As `#object`, and the device that leads it. */
  #client(view: DataView, out: Column<Uint32Array>): number {
    const number = this.#object(view, F.client, this.#clients, out);
    if (number < 0 || this.#led === NO_TEXT) return number;
    const { opened } = this.#fields;
    const device = this.#textAt(view, opened[0], opened[1], this.#devices, (text) => this.#values.of(K.device, text, asSent));
    if (device === UNSURE) return UNSURE;
    if (device >= 0) out.push(device);
    return number;
  }

  /** The number of the object in a field, `NONE` or `UNSURE`; what is seen in it, less what leads it, is put out. */
  #object<T>(view: DataView, field: number, objects: Objects<T>, out: Column<Uint32Array>): number {
    if ((this.#fields.objects & (1 << field)) === 0) return NONE;
    this.#led = this.#fields.open(field, objects.lead);
    const from = this.#fields.from[field];
    const to = this.#fields.to[field];
    const hash = this.#fields.opened[2];
    let number = objects.table.get(view, from, to, hash);
    if (number === UNKNOWN) {
      if (to - from > LONGEST_OBJECT) return UNSURE;
      number = objects.table.put(view, from, to, this.#meet(latin1(view, from, to), objects, out), hash);
      this.#values.hold(2 * (to - from));
    }
    if (number >= 0) out.push(SET + objects.set.array[number]);
    return number;
  }

  #meet<T>(text: string, objects: Objects<T>, scratch: Column<Uint32Array>): number {
    const value = (this.#led === NO_TEXT ? parsed(text) : parsedRest(text, objects.name)) as T;
    const ignored = objects.judge(value);
    if (ignored < 0) return UNSURE;
    const start = scratch.length;
    objects.observe(value, this.#values, scratch);
    objects.set.push(this.#values.addSet(scratch, start));
    objects.half.push(objects.halfOf(value, this.#values));
    objects.ignored.push(ignored);
    if ((objects as Objects<unknown>) === this.#networks) this.#addresses.push(addressOf(value as Network));
    return objects.all.push(value) - 1;
  }

  #seeLocale(net: number, by: number, out: Column<Uint32Array>): void {
    const place = this.#networks.half[net];
    const spoken = this.#clients.half[by];
    if (place >= 0 && spoken >= 0) observeLocale(spoken, place, this.#clients.all[by], this.#networks.all[net], this.#values, out);
  }
}

/** Without what JSON writes in another way, and without what is not ASCII. */
const PLAIN_TEXT = /^[\x20-\x5b\x5d-\x7e]*$/;

/** Undefined where the bytes end amid the object, or are none. */
function parsed(text: string): unknown {
  if (!PLAIN_TEXT.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What is left of an object of which a text was taken off: the object without it. Undefined where that text's name is there again, or where
 * the whole was none.
 */
function parsedRest(text: string, name: string): unknown {
  if (text === "}") return {};
  const value = text.startsWith(",") ? parsed(`{${text.slice(1)}`) : undefined;
  if (typeof value !== "object" || value === null || Object.hasOwn(value, name) || Object.keys(value).length === 0) return undefined;
  return value;
}

function latin1(view: DataView, from: number, to: number): string {
  return Buffer.from(view.buffer, view.byteOffset + from, to - from).toString("latin1");
}
