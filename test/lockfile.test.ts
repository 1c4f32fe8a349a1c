/**
 * The lock file -> proof that `npm ci` takes it in a fresh clone, on any platform: npm leaves out binaries that its registry could not show
 * it, and then refuses.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

interface Locked {
  packages: Record<string, { optionalDependencies?: Record<string, string> }>;
}

it("locks every optional package that a locked one names", () => {
  const { packages }: Locked = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
  const named = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ name, places: [`node_modules/${name}`, `${path}/node_modules/${name}`] })),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ places }) => !places.some((place) => place in packages)).map(({ name }) => name)).toEqual([]);
});
