/** A graph in lots -> what the whole graph gives, to the byte. */
import { describe, expect, it } from "vitest";
import { Draw } from "../../../bench/worlds/planted-graph.js";
import { backbone } from "../../../src/cluster/search/backbone.js";
import { detect, FAINT } from "../../../src/cluster/search/detect.js";
import type { EdgeList } from "../../../src/cluster/search/graph.js";
import { packLabels, packLot, unpackLabels, unpackLot } from "../../../src/cluster/search/lot-bytes.js";
import { cutIntoLots, searchLot } from "../../../src/cluster/search/lots.js";
import { edgeList, islands, shuffle } from "./graphs.js";

const TRIM = 0.1;

/** Paths, which take many levels to search, amid many more pairs, which take one. */
function pathsAmidPairs(seed: number): EdgeList {
  const draw = new Draw(seed);
  const edges: [number, number, number][] = [];
  for (let i = 1; i < 1200; i++) if (i !== 600) edges.push([i - 1, i, 0.3 + draw.unit()]);
  for (let pair = 1200; pair < 101_200; pair += 2) edges.push([pair, pair + 1, 1]);
  return edgeList(101_200, edges);
}

function byLots(edges: EdgeList, edgesEach: number) {
  const lots = cutIntoLots(backbone(edges, FAINT), { trim: TRIM, edgesEach });
  return { lots, community: lots.join((lot) => searchLot(lots.lot(lot))).community };
}

describe("lots", () => {
  it.each([1, 2, 3])("give what the whole graph gives, however large they are and however the edges are ordered (graph %i)", (seed) => {
    const edges = islands(seed);
    const whole = detect(edges, { trim: TRIM }).community;
    const counts = [1, 5000, 1e9].map((edgesEach) => {
      const { lots, community } = byLots(edges, edgesEach);
      expect(community).toEqual(whole);
      return lots.count;
    });
    expect(counts[0]).toBeGreaterThan(counts[1]);
    expect(counts[1]).toBeGreaterThan(counts[2]);
    expect(counts[2]).toBe(1);
    expect(byLots(shuffle(edges, seed), 5000).community).toEqual(whole);
  });

  it("search no component shorter for what others there are", () => {
    const edges = pathsAmidPairs(1);
    expect(byLots(edges, 1000).community).toEqual(detect(edges, { trim: TRIM }).community);
  });

  it("hold every edge that counts, once", () => {
    const edges = islands(4);
    const { lots } = byLots(edges, 5000);
    const kept = backbone(edges, FAINT);
    let held = 0;
    for (let lot = 0; lot < lots.count; lot++) {
      expect(lots.lot(lot).edges.source.length).toBe(lots.edgesIn(lot));
      held += lots.edgesIn(lot);
    }
    expect(held).toBe(kept.source.filter((a, e) => a !== kept.target[e] && kept.weight[e] > 0).length);
  });

  it("are the same by components that another has found, under any labels", () => {
    const edges = islands(5);
    const kept = backbone(edges, FAINT);
    const own = cutIntoLots(kept, { trim: TRIM, edgesEach: 1 });
    const { community: component } = own.join((lot) => new Int32Array(own.lot(lot).edges.nodes));
    const given = cutIntoLots(kept, { trim: TRIM, edgesEach: 1, component: component.map((label) => 10_000 - label) });
    expect(given.count).toBe(own.count);
    for (let lot = 0; lot < own.count; lot++) expect(given.lot(lot)).toEqual(own.lot(lot));
  });

  it("and what is found in them come back from bytes as they were", () => {
    const { edges, trim } = cutIntoLots(backbone(islands(6), FAINT), { trim: TRIM, edgesEach: 1 }).lot(0);
    const from = Int32Array.from({ length: edges.nodes }, (_, i) => i >> 1);
    for (const lot of [
      { edges, trim },
      { edges, trim, from },
    ]) {
      const bytes = Buffer.concat([Buffer.of(0), packLot(lot)]).subarray(1); // as a store gives them, at any address
      expect(unpackLot(bytes)).toEqual(lot);
    }
    expect(unpackLabels(packLabels(from.subarray(3)))).toEqual(from.slice(3));
  });

  it("of a graph without edges are none, and each node is alone", () => {
    const { lots, community } = byLots(edgeList(3, []), 1);
    expect(lots.count).toBe(0);
    expect([...community]).toEqual([0, 1, 2]);
  });
});
