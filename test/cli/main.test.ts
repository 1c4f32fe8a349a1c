/** The command as a whole -> what it says of itself, and how it ends. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { cautery } from "./command.js";

const main = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));

describe("cautery", () => {
  it("lists its commands by what a person comes for, and says what one takes", async () => {
    const { code, stdout } = await cautery(["--help"]);
    expect(code).toBe(0);
    for (const part of ["Find and look:", "As services:", "run [options]", "dead-letters", "doctor"]) expect(stdout).toContain(part);
    expect((await cautery(["help", "share"])).stdout).toContain("STIX 2.1");
    expect((await cautery(["share", "--help"])).stdout).toContain("STIX 2.1");
  });

  it("names the nearest command where there is none of a name", async () => {
    const { code, stderr } = await cautery(["rnu"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean run?");
  });

  it("ends without a word where who reads it has gone", async () => {
    const child = spawn("sh", ["-c", `"${process.execPath}" "${main}" --help | true`], { stdio: ["ignore", "ignore", "pipe"] });
    expect(await text(child.stderr)).toBe("");
  });
});
