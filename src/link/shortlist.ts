/**
 * Accounts in any order, each with its worth to one account -> the few worth most, in a heap with the least on top (Williams 1964): no
 * sorting, no memory a call.
 */

/**
 * Worth most first; of equals the nearer in the population's order, then the earlier. Nothing else matters, so the order of arrival does
 * not.
 */
export class Shortlist {
  /** The accounts chosen: the first `length`, in no order. */
  readonly accounts: Uint32Array;
  length = 0;
  readonly #worth: Float32Array;
  #of = 0;

  /** `worth` is read by account, as it stands when an account is offered. */
  constructor(limit: number, worth: Float32Array) {
    this.accounts = new Uint32Array(limit);
    this.#worth = worth;
  }

  /** Starts anew, for account `of`. */
  clear(of: number): void {
    this.#of = of;
    this.length = 0;
  }

  offer(account: number): void {
    const { accounts } = this;
    if (this.length < accounts.length) this.#raise(account, this.length++);
    else if (this.#less(accounts[0], account)) this.#sink(account);
  }

  /** Puts the account at `place`, and moves it up while it is less than what is above. */
  #raise(account: number, place: number): void {
    const { accounts } = this;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!this.#less(account, accounts[above])) break;
      accounts[place] = accounts[above];
      place = above;
    }
    accounts[place] = account;
  }

  /** Puts the account on top, and moves it down while something below is less. */
  #sink(account: number): void {
    const { accounts } = this;
    let place = 0;
    for (let below = 1; below < accounts.length; below = 2 * place + 1) {
      if (below + 1 < accounts.length && this.#less(accounts[below + 1], accounts[below])) below++;
      if (!this.#less(accounts[below], account)) break;
      accounts[place] = accounts[below];
      place = below;
    }
    accounts[place] = account;
  }

  #less(x: number, y: number): boolean {
    const difference = this.#worth[x] - this.#worth[y];
    if (difference !== 0) return difference < 0;
    const further = Math.abs(x - this.#of) - Math.abs(y - this.#of);
    return further > 0 || (further === 0 && x > y);
  }
}
