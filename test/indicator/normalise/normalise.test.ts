/** Values as they were sent -> values that can be compared. */
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEmail } from "../../../src/indicator/normalise/email.js";
import { deletions, foldWords, soundOf } from "../../../src/indicator/normalise/name.js";
import { simhash } from "../../../src/indicator/normalise/prompt.js";
import { simhashBytes } from "../../../src/indicator/normalise/prompt-bytes.js";
import { mix64, unmix64 } from "../../../src/tools/hash.js";
import { ShortHmac } from "../../../src/tools/sha256.js";

describe("an e-mail address", () => {
  it.each([
    ["Dana.Whitfield81@gmail.com", "danawhitfield81@gmail.com"],
    ["d.a.n.a+spam@GoogleMail.com", "dana@gmail.com"],
    ["dana.w+spam@company.example", "dana.w@company.example"],
    ["+tag@x.de", "+tag@x.de"],
    ["jörg@bücher.example", "jörg@xn--bcher-kva.example"],
    ["a@b.example.", "a@b.example"],
  ])("%s is delivered to %s", (given, mailbox) => {
    const email = parseEmail(given)!;
    expect(`${email.local}@${email.domain}`).toBe(mailbox);
  });

  it("has a shape and a stem", () => {
    expect(parseEmail("ann.lee42@mail.example")).toMatchObject({ shape: "a3.a392@mail.example", stem: "annlee" });
  });
});

describe("a name", () => {
  it("is folded to words", () => {
    expect(foldWords("  José-María  O'Neill Ł. ")).toEqual(["jose", "maria", "o", "neill", "ł"]);
  });

  it.each([
    ["robert", "rupert"],
    ["smith", "smyth"],
    ["allan", "alan"],
  ])("%s sounds like %s", (a, b) => {
    expect(soundOf(a)).toBe(soundOf(b));
  });

  it("shares a form with every word one typo away", () => {
    const letters = fc.stringMatching(/^[a-z]{5,12}$/);
    fc.assert(
      fc.property(
        letters,
        fc.nat(),
        fc.constantFrom(..."abcxyz"),
        fc.constantFrom("drop", "add", "change"),
        (word, place, letter, typo) => {
          const at = place % word.length;
          const other = word.slice(0, at) + (typo === "drop" ? "" : letter) + word.slice(typo === "add" ? at : at + 1);
          expect(deletions(other).some((form) => deletions(word).includes(form))).toBe(true);
        },
      ),
    );
  });
});

describe("a prompt's fingerprint", () => {
  const distance = (a: string, b: string) => {
    const [x, y] = [simhash(a)!, simhash(b)!];
    return [x.hi ^ y.hi, x.lo ^ y.lo].reduce((sum, word) => sum + (word >>> 0).toString(2).replaceAll("0", "").length, 0);
  };
  const template = (slot: string, n: number) =>
    `You are a careful tutor. Write out, step by step, the reasoning behind the finished answer below, number each step, then state ` +
    `the final answer on a line of its own. Task ${n}: explain how ${slot} works to a student who has never heard of it, and why it matters.`;

  it("is the same whatever the case, the spaces, the punctuation and the digits", () => {
    expect(distance("Fix bug 17 in the parser!", "fix  bug 4,   in the PARSER")).toBe(0);
  });

  it("differs little between fillings of one template, and much between texts", () => {
    expect(distance(template("photosynthesis", 1), template("compilers", 22))).toBeLessThanOrEqual(8);
    expect(distance(template("photosynthesis", 1), "Translate this letter from my landlord into plain English, please.")).toBeGreaterThan(
      16,
    );
  });

  it("takes a word a character where words aren't spaced, and none where there are none", () => {
    expect(distance("请一步一步写出下面答案的推理过程", "请一步一步写出下面结果的推理过程")).toBeLessThan(20);
    expect(simhash(" … !?")).toBeNull();
  });
});

describe("a prompt of plain ASCII", () => {
  const printable = fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code));
  const words = fc.array(fc.constantFrom("Fix", "bug", "17", "x2y", "the", "parser,", "42nd", "-", "a1b22"), { maxLength: 300 });
  const prompts = fc.oneof(
    fc.string({ unit: printable, maxLength: 300 }),
    words.map((all) => all.join(" ")),
  );

  it("has the same fingerprint as bytes and as a text, wherever it stands", () => {
    fc.assert(
      fc.property(prompts, fc.nat(5), (prompt, at) => {
        const bytes = Buffer.from(`${"9".repeat(at)}${prompt}z`);
        expect(simhashBytes(bytes, at, at + prompt.length)).toEqual(simhash(prompt));
      }),
    );
  });

  it("is read to the same length as bytes and as a text", () => {
    const prompt = Array.from({ length: 6000 }, (_, i) => `w${String.fromCharCode(97 + (i % 26))}${"q".repeat(i % 7)}`).join(" ");
    expect(simhashBytes(Buffer.from(prompt), 0, prompt.length)).toEqual(simhash(prompt));
  });
});

describe("hashes", () => {
  it("gives HMAC-SHA256 as node:crypto does", () => {
    const words = (key: Uint8Array, text: string) => {
      const digest = createHmac("sha256", key).update(text).digest();
      return { hi: digest.readUInt32BE(0), lo: digest.readUInt32BE(4) };
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: "binary", maxLength: 2000 }), (key, text) => {
        expect(new ShortHmac(key).first64(text)).toEqual(words(key, text));
      }),
    );
  });

  it("gives a key back from its rank", () => {
    const word = fc.nat(0xffffffff);
    fc.assert(
      fc.property(word, word, (hi, lo) => {
        const rank = mix64(hi, lo);
        expect(unmix64(rank.hi, rank.lo)).toEqual({ hi, lo });
      }),
    );
  });
});
