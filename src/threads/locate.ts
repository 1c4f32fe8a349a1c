/** A thread's file beside the module that starts it -> the compiled file to start: sources that run as they are take the build's. */

/** Where the project lies, for a source. */
const ROOT = new URL("../../", import.meta.url).href;

/** `base`: the caller's `import.meta.url`; `name` ends with .js. */
export function threadFile(name: string, base: string): URL {
  const file = new URL(name, base);
  return base.endsWith(".ts") ? new URL(`dist/${file.href.slice(ROOT.length)}`, ROOT) : file;
}
