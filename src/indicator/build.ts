/** Merged footprints, in any order -> the population: laid into columns as they come, and put in canonical order when all are there. */
import type { StatusChange } from "../model/status.js";
import { BytePool } from "../tools/byte-pool.js";
import { ByteReader } from "../tools/bytes.js";
import { doubles } from "../tools/growing.js";
import { byCodeUnit } from "../tools/order.js";
import { AccountSum, HOURS, STATUSES } from "./footprint.js";
import type { Merged } from "./merge.js";
import { CAPABILITIES, type Population } from "./population.js";
import { SightingsBuilder } from "./sightings.js";

const DAY_HOURS = 24;
const SATURATED_16 = 0xffff;
const SATURATED_32 = 0xffffffff;

/** `build` is called once, at the end. */
export class PopulationBuilder {
  readonly #accounts: string[] = [];
  /** What is before the sightings in each footprint. */
  readonly #sums = new BytePool();
  readonly #sightings = new SightingsBuilder();
  readonly #first = doubles();
  readonly #last = doubles();
  readonly #exchanges = doubles();
  readonly #sum = new AccountSum();

  add({ account, bytes }: Merged): void {
    const reader = new ByteReader(bytes);
    const sum = this.#sum;
    sum.clear();
    sum.absorbSums(reader);
    this.#accounts.push(account);
    this.#first.push(sum.seen.first);
    this.#last.push(sum.seen.last);
    this.#exchanges.push(sum.exchanges);
    this.#sums.add(bytes, 0, reader.at);
    this.#sightings.add(reader);
  }

  build(): Population {
    const order = this.#canonicalOrder();
    const accounts = Array.from(order, (i) => this.#accounts[i]);
    const sightings = this.#sightings.finish(order);
    const numbers = numbersOf(order.length);
    const status = new Map<number, StatusChange[]>();
    for (let i = 0; i < order.length; i++) this.#lay(i, this.#sums.get(order[i]), numbers, status);
    let byId: Map<string, number> | null = null;
    return {
      size: accounts.length,
      account: (i) => accounts[i],
      indexOf: (account) => {
        byId ??= new Map(accounts.map((id, i) => [id, i]));
        return byId.get(account) ?? -1;
      },
      ...numbers,
      status,
      ...sightings,
    };
  }

  #lay(i: number, sums: Uint8Array, numbers: Numbers, status: Map<number, StatusChange[]>): void {
    const sum = this.#sum;
    sum.clear();
    sum.absorbSums(new ByteReader(sums));
    numbers.firstSeen[i] = sum.seen.first;
    numbers.lastSeen[i] = sum.seen.last;
    if (sum.signup < Number.POSITIVE_INFINITY) numbers.signupAt[i] = sum.signup;
    numbers.events[i] = Math.min(sum.events, SATURATED_32);
    numbers.exchanges[i] = sum.exchanges;
    numbers.capability.set(sum.capability, i * CAPABILITIES.length);
    for (let h = 0; h < HOURS; h++) numbers.hours[i * DAY_HOURS + (h % DAY_HOURS)] += Math.min(sum.hours[h], SATURATED_16);
    if (sum.status.length === 0) return;
    status.set(
      i,
      sum.status.map(({ at, code, actor, reason }) => ({ at, status: STATUSES[code], actor: actor || null, reason: reason || null })),
    );
  }

  #canonicalOrder(): Uint32Array {
    const first = this.#first.array;
    const last = this.#last.array;
    const exchanges = this.#exchanges.array;
    const accounts = this.#accounts;
    return Uint32Array.from(accounts.keys()).sort(
      (a, b) => first[a] - first[b] || last[a] - last[b] || exchanges[a] - exchanges[b] || byCodeUnit(accounts[a], accounts[b]),
    );
  }
}

type Numbers = ReturnType<typeof numbersOf>;

function numbersOf(size: number) {
  return {
    firstSeen: new Float64Array(size),
    lastSeen: new Float64Array(size),
    signupAt: new Float64Array(size).fill(Number.NaN),
    events: new Uint32Array(size),
    exchanges: new Float64Array(size),
    capability: new Float64Array(size * CAPABILITIES.length),
    hours: new Uint32Array(size * DAY_HOURS),
  };
}
