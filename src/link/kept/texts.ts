/** A pair's waterfall in numbers -> its rows as they are kept and shown. */
import type { LinkEvidence } from "../../model/link.js";
import type { LinkModel } from "../model.js";
import { APART, CAP, FAMILIES, MISSING, SHARED, SIGNED_UP, SUCCEEDED, TOGETHER, type Waterfall } from "./waterfall.js";

/** Equal rows of what many pairs have are one object: links of one cluster share most of theirs. */
export class Texts {
  readonly #model: LinkModel;
  /** By token: the row that was made last, in a chain of its rows by bits. */
  readonly #last: Int32Array;
  readonly #made: LinkEvidence[] = [];
  readonly #before: number[] = [];
  readonly #apart: (LinkEvidence | undefined)[] = [];
  readonly #prior: LinkEvidence;

  constructor(model: LinkModel) {
    this.#model = model;
    this.#last = new Int32Array(model.tokens.holders.length).fill(-1);
    this.#prior = { kind: "prior", value: `${model.accounts} accounts`, bits: -model.prior };
  }

  /** All rows of a waterfall, strongest first. */
  of(waterfall: Waterfall): LinkEvidence[] {
    const rows: LinkEvidence[] = [];
    for (let r = 0; r < waterfall.rows; r++) {
      const row = this.#row(waterfall, r);
      let at = rows.push(row) - 1;
      for (; at > 0 && isStronger(row, rows[at - 1]); at--) rows[at] = rows[at - 1]; // a pair has a dozen
      rows[at] = row;
    }
    return rows;
  }

  #row({ what, number: numbers, kind: kinds, bits: all }: Waterfall, r: number): LinkEvidence {
    const { tokens, groups } = this.#model;
    const number = numbers[r];
    const bits = all[r];
    switch (what[r]) {
      case SHARED:
        return this.#shared(number, bits);
      case MISSING:
        return { kind: tokens.kinds[kinds[r]].name, value: `${number} not shared`, bits };
      case APART:
        this.#apart[number] ??= { kind: groups.names[number], value: "none shared", bits };
        return this.#apart[number];
      case TOGETHER:
        return { kind: "co-action", value: `${number} times within minutes`, bits };
      case SUCCEEDED:
        return { kind: "succession", value: `signed up ${number} min after the suspension`, bits };
      case SIGNED_UP:
        return { kind: "sign-up", value: `${number} min apart`, bits };
      case CAP:
        return { kind: "cap", value: FAMILIES[number], bits };
      default:
        return this.#prior;
    }
  }

  #shared(token: number, bits: number): LinkEvidence {
    const last = this.#last[token];
    for (let made = last; made >= 0; made = this.#before[made]) if (this.#made[made].bits === bits) return this.#made[made];
    const kind = this.#model.tokens.kinds[this.#model.tokens.kindOf[token]];
    const row = { kind: kind.name, value: last >= 0 ? this.#made[last].value : kind.label(token), bits };
    this.#before.push(last);
    this.#last[token] = this.#made.push(row) - 1;
    return row;
  }
}

/** Then by kind, then by value. */
function isStronger(x: LinkEvidence, y: LinkEvidence): boolean {
  const difference = Math.abs(x.bits) - Math.abs(y.bits);
  if (difference !== 0) return difference > 0;
  return x.kind < y.kind || (x.kind === y.kind && x.value < y.value);
}
