/**
 * What an object is about -> its STIX id: the same wherever and whenever it is shared (UUID version 5, RFC 9562), and the markings that
 * have one for everybody.
 */

import { createHash } from "node:crypto";
import type { Marking } from "../../model/dossier.js";
import { byCodeUnit } from "../../tools/order.js";

/**
 * A namespace of our own (version 5 of "https://cautery.example/stix" in the URL namespace), and the one that OASIS gives for observables.
 */
const OWN = "3f0f1d53-95d7-5c0e-8d6a-6d2c4f2a4f0b";
const OBSERVABLES = "00abedb4-aa42-466c-9c01-fed23315a9b7";

export function uuid5(namespace: string, name: string): string {
  const hash = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(name)
    .digest()
    .subarray(0, 16);
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Parts are joined so that no two lists give one name. */
export function objectId(type: string, ...parts: readonly string[]): string {
  return `${type}--${uuid5(OWN, JSON.stringify([type, ...parts]))}`;
}

/** The id of what was withdrawn so often before: a new one each time. */
export function lifeId(id: string, life: number): string {
  return life === 0 ? id : objectId(id.slice(0, id.indexOf("--")), id, String(life));
}

/** A collection's, by its word. */
export const collectionId = (word: string): string => uuid5(OWN, JSON.stringify(["collection", word]));

/** By its contributing properties alone, as canonical JSON: everybody gives the same observable the same id. */
export function observableId(type: string, contributing: Readonly<Record<string, string | number>>): string {
  const sorted = Object.fromEntries(Object.entries(contributing).sort(([a], [b]) => byCodeUnit(a, b)));
  return `${type}--${uuid5(OBSERVABLES, JSON.stringify(sorted))}`;
}

/** The ids that FIRST and OASIS fixed for TLP 2.0, weakest first. */
export const TLP: Readonly<Record<Marking, string>> = {
  clear: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
  green: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
  amber: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
  "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
  red: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
};
const TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

export function tlpObject(marking: Marking): object {
  return {
    type: "marking-definition",
    spec_version: "2.1",
    id: TLP[marking],
    created: "2022-10-01T00:00:00.000Z",
    name: `TLP:${marking.toUpperCase()}`,
    extensions: { [TLP_EXTENSION]: { extension_type: "property-extension", tlp_2_0: marking } },
  };
}

/** Names the property extension that carries what STIX has no field for: a dossier's exact words. */
export const EXTENSION = objectId("extension-definition", "dossier");
