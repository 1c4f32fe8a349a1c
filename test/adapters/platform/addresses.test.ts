/** Addresses -> whether anybody on the internet may be there. */
import type { LookupAddress } from "node:dns";
import { describe, expect, it } from "vitest";
import { guardedLookup, isLoopback, isPublic } from "../../../src/adapters/platform/addresses.js";

describe("an address of the public internet", () => {
  it.each([
    "1.1.1.1",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.0.1",
    "172.32.0.1",
    "2606:4700::1111",
    "2a00::1",
    "2001:200::1",
  ])("%s is one", (address) => expect(isPublic(address)).toBe(true));

  it.each([
    ["unspecified", ["0.0.0.0", "0.1.2.3", "::"]],
    ["loopback", ["127.0.0.1", "127.255.255.255", "::1"]],
    ["private", ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12:3456::1", "fec0::1"]],
    ["link-local", ["169.254.169.254", "fe80::1", "fe80::1%eth0"]],
    ["of a carrier's NAT", ["100.64.0.1", "100.127.255.255"]],
    ["multicast or broadcast", ["224.0.0.1", "239.255.255.255", "255.255.255.255", "ff02::1"]],
    [
      "IPv4 inside IPv6",
      ["::ffff:10.0.0.1", "::ffff:1.1.1.1", "::ffff:0a00:1", "::1.1.1.1", "64:ff9b::1.1.1.1", "2002:0a00:1::", "2001:0:1::1"],
    ],
    ["kept for documents and measurements", ["192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "2001:db8::1", "3fff::1"]],
    ["of no use yet", ["240.0.0.1", "4000::1", "100::1"]],
  ])("none is what is %s", (_, addresses) => {
    expect(addresses.filter(isPublic)).toEqual([]);
  });

  it("is not this machine's", () => {
    expect(["127.0.0.1", "127.9.9.9", "::1"].filter(isLoopback).length).toBe(3);
    expect(["128.0.0.1", "::2", "::ffff:127.0.0.1", "0.0.0.0"].filter(isLoopback)).toEqual([]);
  });
});

describe("a look-up", () => {
  const MIXED = [
    { address: "10.0.0.1", family: 4 },
    { address: "1.1.1.1", family: 4 },
    { address: "2a00::1", family: 6 },
  ];
  const ask = (all: boolean, addresses: LookupAddress[], error: NodeJS.ErrnoException | null = null) =>
    new Promise((resolve) => {
      const lookup = guardedLookup((_, found) => found(error, addresses));
      lookup("platform.example", { all }, (failed, address, family) => resolve(failed?.message ?? [address, family]));
    });

  it("leaves out what is inside, and gives the rest, or the first of it", async () => {
    expect(await ask(true, MIXED)).toEqual([MIXED.slice(1), undefined]);
    expect(await ask(false, MIXED)).toEqual(["1.1.1.1", 4]);
  });

  it("fails where nothing is left, and names the mend", async () => {
    const message =
      "platform.example leads to 10.0.0.1, which is not on the public internet: if it is meant, name the address itself in CAUTERY_PLATFORM_URL";
    expect(await ask(true, MIXED.slice(0, 1))).toBe(message);
    expect(await ask(false, MIXED.slice(0, 1))).toBe(message);
    expect(await ask(true, [])).toContain("leads to no address");
  });

  it("passes on why a name was not found", async () => {
    expect(await ask(true, [], new Error("ENOTFOUND platform.example"))).toBe("ENOTFOUND platform.example");
  });
});
