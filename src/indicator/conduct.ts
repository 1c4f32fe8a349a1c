/**
 * A footprint's bytes -> what the account does, and since when: at which hours, for what, how much at a time and a day, with which models
 * and prompts. Nobody gets another's conduct by being given their card or device.
 */
import { ByteReader } from "../tools/bytes.js";
import { DAY_MS } from "../tools/units.js";
import { AccountSum, byCode, HOURS } from "./footprint.js";
import { kindOf } from "./kinds/registry.js";

/** Shares sum to 1, or are all 0 where nothing is known. */
export interface Conduct {
  /** Of its usage by hour of the day, UTC. */
  hours: Float32Array;
  /** Of its exchanges by capability, as `CAPABILITIES`. */
  capabilities: Float32Array;
  /** Of its requests and of its answers by size: powers of two of tokens. */
  sizes: Float32Array;
  /** Keys of the values that it keeps. */
  models: Float64Array;
  prompts: Float64Array;
  /** Log2 of exchanges a day, and of tokens in and out an exchange. */
  pace: number;
  input: number;
  output: number;
  /** When it was first seen: days since 1970. */
  since: number;
}

const DAY_HOURS = 24;
const MODEL = kindOf("model").code;
const PROMPT = kindOf("prompt_value").code;
const ATTRIBUTE = 0;
const NONE = new Float64Array();
/** Of a value's 64 bits so many stay: a number keeps 53 exactly. */
const LOW_BITS = 21;

export class ConductReader {
  readonly #sum = new AccountSum();

  read(bytes: Uint8Array): Conduct {
    const sum = this.#sum;
    const reader = new ByteReader(bytes);
    sum.clearSums();
    sum.absorbSums(reader);
    const keys = new Map<number, Float64Array>();
    for (let lists = reader.count(); lists > 0; lists--) {
      const code = reader.count();
      if (code === ATTRIBUTE) skipText(reader);
      const found = keysOf(reader, byCode(code).key === "text");
      if (code === MODEL || code === PROMPT) keys.set(code, found);
    }
    const { exchanges, inputTokens, outputTokens, hours, capability, tokens, seen } = sum;
    const byHour = new Float64Array(DAY_HOURS);
    for (let h = 0; h < HOURS; h++) byHour[h % DAY_HOURS] += hours[h];
    const log = (some: number, of: number) => Math.log2((1 + some) / (1 + of));
    return {
      hours: shares(byHour),
      capabilities: shares(capability),
      sizes: shares(tokens),
      models: keys.get(MODEL) ?? NONE,
      prompts: keys.get(PROMPT) ?? NONE,
      pace: log(exchanges, (seen.last - seen.first) / DAY_MS),
      input: log(inputTokens, exchanges),
      output: log(outputTokens, exchanges),
      since: seen.first / DAY_MS,
    };
  }
}

function shares(counts: Float64Array): Float32Array {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return Float32Array.from(counts, (count) => (all > 0 ? count / all : 0));
}

function keysOf(reader: ByteReader, hasTexts: boolean): Float64Array {
  const keys = new Float64Array(reader.count());
  for (let i = 0; i < keys.length; i++) {
    keys[i] = reader.word() * 2 ** LOW_BITS + (reader.word() >>> (32 - LOW_BITS));
    reader.word(); // first seen
    reader.count(); // last seen, after that
    reader.count(); // how often
    if (hasTexts) skipText(reader);
  }
  return keys;
}

function skipText(reader: ByteReader): void {
  const length = reader.count();
  reader.at += length;
}
