/**
 * A task of linking that several threads share -> each takes the next part that nobody has, until there are none; the first of them waits
 * for the others without hearing messages, so all that it must know is in shared memory or in a mailbox.
 */
import { type Found, type Given, run, type TaskName } from "../../link/crew/crew.js";
import { buffersOf } from "../../threads/buffers.js";
import type { Slot } from "../../threads/mailbox.js";
import { type Told, told } from "../../threads/told.js";

/** The part to be taken next, and what each helper is at. */
export interface Control {
  next: Int32Array;
  state: Int32Array;
}

/** One helper's: `state` has one number. */
export interface Shift<N extends TaskName = TaskName> {
  task: N;
  given: Given<N>;
  parts: number;
  control: Control;
  slot: Slot;
}

/** What a helper puts into the mailbox. */
export type Handed<N extends TaskName> = { found: Found<N> } | { failed: Told };

const IDLE = 0;
const AMID = 1;
const DONE = 2;

export function newControl(): Control {
  return { next: new Int32Array(new SharedArrayBuffer(4)), state: new Int32Array(new SharedArrayBuffer(4)) };
}

/** Parts for this thread, one by one; -1 where all are taken. */
export function nextPart({ next }: Pick<Control, "next">, parts: number): () => number {
  return () => {
    const part = Atomics.add(next, 0, 1);
    return part < parts ? part : -1;
  };
}

/** A helper's shift. It says that it is amid before it takes a part: who finds none left and nobody amid need not wait. */
export function takeShift<N extends TaskName>({ task, given, parts, control, slot }: Shift<N>): void {
  Atomics.store(control.state, 0, AMID);
  try {
    const found = run(task, given, nextPart(control, parts));
    slot.postMessage({ found } satisfies Handed<N>, buffersOf(found));
  } catch (error) {
    slot.postMessage({ failed: told(error) } satisfies Handed<N>);
  } finally {
    Atomics.store(control.state, 0, DONE);
    Atomics.notify(control.state, 0);
  }
}

/** Once no part is left: waits for a helper. False for one that had not begun, and so has taken none. */
export function awaitShift({ state }: Pick<Control, "state">): boolean {
  Atomics.wait(state, 0, AMID);
  return Atomics.load(state, 0) !== IDLE;
}
