/** The one stack of what was done, whatever screen it was done on: each with how it is taken back. */

export interface Deed {
  /** In words, as in "Undo: hide 12 accounts". */
  label: string;
  /** Whose it is, where it means nothing once that is no longer looked at. */
  of?: string;
  undo(): void | Promise<void>;
}

/** The eldest are forgotten. */
const MOST = 200;

export class UndoStack {
  #deeds: readonly Deed[] = [];
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is undone next, or null. */
  readonly last = (): Deed | null => this.#deeds.at(-1) ?? null;

  push(deed: Deed): void {
    this.#become([...this.#deeds, deed].slice(-MOST));
  }

  /** The deed that was taken back, or null where there is none. One that cannot be, as it throws, stays on the stack. */
  async undo(): Promise<Deed | null> {
    const deed = this.last();
    if (deed === null) return null;
    this.#become(this.#deeds.slice(0, -1));
    try {
      await deed.undo();
      return deed;
    } catch (error) {
      this.push(deed);
      throw error;
    }
  }

  /** What was done to something that is no longer looked at. */
  forget(of: string): void {
    this.#become(this.#deeds.filter((deed) => deed.of !== of));
  }

  #become(deeds: readonly Deed[]): void {
    this.#deeds = deeds;
    for (const listener of this.#listeners) listener();
  }
}
