/** An E.164 number's digits -> its country calling code (ITU-T E.164, list of assigned codes): one digit, two or three. */

const ONE = new Set(["1", "7"]);
const TWO = new Set(
  "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".split(
    " ",
  ),
);

/** With its plus; null where there are too few digits to say. */
export function dialCode(number: string): string | null {
  const digits = number.replace(/^\+/, "");
  const length = ONE.has(digits.slice(0, 1)) ? 1 : TWO.has(digits.slice(0, 2)) ? 2 : 3;
  return digits.length > length ? `+${digits.slice(0, length)}` : null;
}
