/**
 * The kernel of community detection (`kernel/`, compiled to WebAssembly) -> instances of it: each holds one graph at a time, in a memory of
 * its own.
 */
import { PermanentError } from "../../errors.js";
import { kernelOf } from "../../wasm.js";

/** As `kernel/index.ts` says; what ends in `At` is an address. */
export interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly CHUNK: { readonly value: number };
  readonly sourceAt: { readonly value: number };
  readonly targetAt: { readonly value: number };
  readonly weightAt: { readonly value: number };
  start(nodes: number): void;
  count(edges: number): number;
  greatest(): number;
  counted(): void;
  deal(edges: number, scale: number): void;
  makeRows(faint: number): void;
  rowStartAt(): number;
  rowEdgeAt(): number;
  putInOrder(): number;
  originAt(): number;
  componentAt(): number;
  parcelAt(): number;
  arrangeIn(parcels: number): void;
  startAt(): number;
  edgeAt(): number;
  touch(edges: number, scale: number): void;
  labelAt(): number;
  touchedAt(): number;
  detect(isSearch: number, isGiven: number, isPartial: number, trimShare: number): number;
  xlogx(x: number): number;
}

/** An instance with less memory than this is worth keeping for the next graph. */
const SMALL_BYTES = 64 << 20;

/** One that no graph is in. */
let spare: Kernel | undefined;

export function takeKernel(): Kernel {
  const kernel = spare ?? kernelOf<Kernel>("cluster/search", { memory: { full } });
  spare = undefined;
  return kernel;
}

/** Good until the memory grows. Addresses come as signed numbers. */
export function intsAt({ memory }: Kernel, at: number, length: number): Int32Array {
  return new Int32Array(memory.buffer, at >>> 0, length);
}

/** The same. */
export function bytesAt({ memory }: Kernel, at: number, length: number): Uint8Array {
  return new Uint8Array(memory.buffer, at >>> 0, length);
}

/** The kernel's graph is needed no longer. */
export function giveBack(kernel: Kernel): void {
  if (kernel.memory.buffer.byteLength <= SMALL_BYTES) spare = kernel;
}

function full(): void {
  throw new PermanentError(
    "the graph is too large: the 4 GB that a search has hold some 130 million edges; leave out those that weigh least",
  );
}
