/** Who may be enrolled and removed, and by whose signature where the policy wants one. */
import { describe, expect, it } from "vitest";
import { additionOf, addPerson, removalOf, removePerson } from "../../../src/enforcement/decide/people.js";
import { publicKeyOf } from "../../../src/enforcement/signed.js";
import { keyOf, Office, staffed } from "../office.js";

const eve = { name: "eve", role: "approver", key: publicKeyOf(keyOf(8)) } as const;
const adding = (office: Office, by?: string) =>
  office.do((state, now) => addPerson(state, eve, by === undefined ? null : office.sign(additionOf(eve), by), true, now));

describe("where the policy wants signatures for people", () => {
  it("the first admin needs none, and nobody after that goes without", () => {
    const office = new Office();
    const dot = { name: "dot", role: "admin", key: publicKeyOf(keyOf(4)) } as const;
    expect(office.do((state, now) => addPerson(state, dot, null, true, now))).toHaveLength(1);
    expect(() => adding(office)).toThrow(/people_signed.*--signed-by NAME --sign-key FILE/);
    expect(() => office.do((state, now) => addPerson(state, { ...dot, name: "dot2" }, null, true, now))).toThrow(/people_signed/);
  });

  it("an admin's signature serves, once, and nobody else's", () => {
    const office = staffed();
    expect(() => adding(office, "bea")).toThrow(/bea is no admin/);
    const signed = office.sign(additionOf(eve), "dot");
    expect(office.do((state, now) => addPerson(state, eve, signed, true, now))).toHaveLength(1);
    office.do((state, now) => removePerson(state, "eve", office.sign(removalOf("eve"), "dot"), true, now));
    expect(() => office.do((state, now) => addPerson(state, eve, signed, true, now))).toThrow(/served before/);
  });

  it("a signature for one role is none for another", () => {
    const office = staffed();
    const signed = office.sign(additionOf({ ...eve, role: "viewer" }), "dot");
    expect(() => office.do((state, now) => addPerson(state, eve, signed, true, now))).toThrow(/not of this/);
  });
});

it("who approves has a key, who is not there cannot be removed, and the same twice is once", () => {
  const office = staffed();
  expect(() => office.do((state, now) => addPerson(state, { ...eve, key: null }, null, false, now))).toThrow(/--key FILE/);
  expect(() => office.do((state, now) => removePerson(state, "zed", null, false, now))).toThrow(/zed is not enrolled/);
  office.enrol("eve", "approver", 8);
  expect(office.do((state, now) => addPerson(state, eve, null, false, now))).toEqual([]);
});
