/** Our own code that is compiled to WebAssembly, the `kernel` folders of some stages -> instances of it. */
import { readFileSync } from "node:fs";
import { PermanentError } from "./errors.js";

/** What of WebAssembly is needed; the types that come with Node leave it out. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    readonly exports: unknown;
    constructor(module: Module, imports: Imports);
  }
}

type Imports = Record<string, Record<string, () => void>>;

const modules = new Map<string, WebAssembly.Module>();

/**
 * A new instance of a stage's kernel, with a memory of its own; `Exports` is what its `index.ts` exports. Throws a `PermanentError` where
 * it was not built.
 */
export function kernelOf<Exports>(stage: "cluster/search" | "event" | "link/near", imports: Imports = {}): Exports {
  let module = modules.get(stage);
  if (!module) {
    module = new WebAssembly.Module(read(stage));
    modules.set(stage, module);
  }
  return new WebAssembly.Instance(module, imports).exports as Exports;
}

/** Sources that run as they are use the build's kernels too. */
function read(stage: string): Uint8Array {
  const file = new URL(`${import.meta.url.endsWith(".ts") ? "../dist/src" : "."}/${stage}/kernel.wasm`, import.meta.url);
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new PermanentError(`there is no compiled kernel at ${file.pathname}: build it (npm run build)`, { cause });
  }
}
