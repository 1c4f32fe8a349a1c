/** The kernel of community detection (`kernel/`, compiled to WebAssembly) -> instances of it: each holds one graph at a time, in a memory of its own. */
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { PermanentError } from "../errors.js";

/** What of WebAssembly is needed; the types that come with Node leave it out. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    readonly exports: unknown;
    constructor(module: Module, imports: Record<string, Record<string, () => void>>);
  }
}

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

/** Sources that run as they are use the build's kernel too. */
const COMPILED = new URL(import.meta.url.endsWith(".ts") ? "../../dist/src/cluster/kernel.wasm" : "./kernel.wasm", import.meta.url);

/** An instance with less memory than this is worth keeping for the next graph. */
const SMALL_BYTES = 64 << 20;

let compiled: WebAssembly.Module | undefined;
/** One that no graph is in. */
let spare: Kernel | undefined;

export function takeKernel(): Kernel {
  const kernel = spare ?? instance();
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

function instance(): Kernel {
  compiled ??= compile();
  return new WebAssembly.Instance(compiled, { memory: { full } }).exports as Kernel;
}

/** By the optimising compiler at once: it is 25 kB, and most of its loops run once, so that code which is quick to compile would run for as long as it lasts. */
function compile(): WebAssembly.Module {
  const bytes = read();
  setFlagsFromString("--no-liftoff");
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    setFlagsFromString("--liftoff");
  }
}

function read(): Uint8Array {
  try {
    return readFileSync(COMPILED);
  } catch (cause) {
    throw new PermanentError(`there is no compiled kernel at ${COMPILED.pathname}: build it (npm run build)`, { cause });
  }
}

function full(): void {
  throw new PermanentError(
    "the graph is too large: the 4 GB that a search has hold some 120 million edges; leave out those that weigh least",
  );
}
