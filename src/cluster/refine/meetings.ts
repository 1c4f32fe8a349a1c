/** Co-actions + the profiles of communities -> with how many members of each an account acted together. */
import type { CoActions } from "../../link/coaction.js";
import type { Profiles } from "./profile.js";

/** Looks at one account at a time; keeps scratch memory between calls. */
export class Meetings {
  readonly #coactions: CoActions;
  readonly #community: Int32Array;
  readonly #of: Int32Array;
  /** By profile; clean but for those of `profiles`. */
  readonly #members: Uint32Array;
  #account = -1;
  /** With how many the account has a co-action, whatever their community. */
  partners = 0;
  /** The profiles with a member among them. */
  readonly profiles: number[] = [];

  constructor({ community, of, size, model }: Profiles) {
    this.#coactions = model.coactions;
    this.#community = community;
    this.#of = of;
    this.#members = new Uint32Array(size.length);
  }

  /** From now on it is this account that is asked about. */
  look(a: number): void {
    if (this.#account === a) return;
    this.#account = a;
    for (const p of this.profiles) this.#members[p] = 0;
    this.profiles.length = 0;
    this.partners = 0;
    const { start, partner } = this.#coactions;
    for (let p = start[a]; p < start[a + 1]; p++) {
      if (p > start[a] && partner[p - 1] === partner[p]) continue; // on another template
      this.partners++;
      const profile = this.#of[this.#community[partner[p]]];
      if (profile >= 0 && this.#members[profile]++ === 0) this.profiles.push(profile);
    }
  }

  with(profile: number): number {
    return this.#members[profile];
  }
}
