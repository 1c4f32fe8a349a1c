/** IP addresses as text <-> bits: what is one, what is none, and what of it is kept. */
import { isIP } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { formatAddress, formatPrefix, parseAddress } from "../../src/event/address.js";

const shown = (text: string) => {
  const address = parseAddress(text);
  return address && formatAddress(address.hi, address.lo);
};

it.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8::1", "2001:db8::/64"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::ffff:cb00:7107", "203.0.113.7"],
  ["fe80::1%eth0", "fe80::/64"],
])("keeps of %s: %s", (text, kept) => {
  expect(shown(text)).toBe(kept);
});

it("shows networks", () => {
  expect(formatPrefix(0, 0xcb007100)).toBe("203.0.113.0/24");
  expect(formatPrefix(0x20010db8, 0x00010000)).toBe("2001:db8:1::/48");
});

it("takes for an address what the runtime takes for one", () => {
  const near = fc.string({ unit: fc.constantFrom(..."0129af:."), maxLength: 20 });
  fc.assert(
    fc.property(fc.oneof(near, fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
      fc.pre(!text.includes("%"));
      expect(parseAddress(text) !== null).toBe(isIP(text) !== 0);
    }),
    { numRuns: 2000 },
  );
});
