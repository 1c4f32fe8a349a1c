/** The state that a cluster's views share: what an address holds, which accounts are seen, and what undo takes back. */
import { describe, expect, it } from "vitest";
import type { GraphColumns } from "../../src/contract/graph-columns.js";
import { type Addressed, readAddress, writeAddress } from "../../src/ui/state/address.js";
import { ClusterStore } from "../../src/ui/state/cluster-store.js";
import { maskOf } from "../../src/ui/state/mask.js";
import { UndoStack } from "../../src/ui/state/undo.js";
import { AT_FIRST, flipped, NO_FILTERS, placesOf, toggled } from "../../src/ui/state/view-state.js";

/** Five accounts in two parts; a-b by an address, c-d by a card and a tool. */
const graph: GraphColumns = {
  run: 3,
  accounts: ["a", "b", "c", "d", "e"],
  x: new Uint16Array(5),
  y: new Uint16Array(5),
  status: Uint8Array.of(0, 1, 0, 2, 1),
  part: Uint8Array.of(0, 0, 1, 1, 1),
  born: Uint16Array.of(100, 101, 102, 103, 65_535),
  start: Uint32Array.of(0, 1, 1, 2, 2, 2),
  target: Uint32Array.of(1, 3),
  bits: Uint8Array.of(9, 12),
  family: Uint16Array.of(0b001, 0b110),
  families: ["network", "payment", "tooling"],
};
const PARTS = ["a", "c"];
const NONE = placesOf([]);
const full: Addressed = {
  filters: { parts: ["a", "x,y"], statuses: [0, 2], families: ["co-use"], born: [100, 120], text: "n & m=1#" },
  selection: ["a", "ü/ö", "c,d"],
  hidden: { kept: "s-0f" },
  pinned: [],
  struck: [{ family: "network" }, { kind: "ip", value: "10.0.0.1:80,x" }],
  camera: { x: 100, y: 65_535, zoom: 2.125 },
  colour: "born",
};

describe("an address", () => {
  it("of the state at first is empty", () => {
    expect(writeAddress({ ...AT_FIRST, selection: [], hidden: [], pinned: [] })).toBe("");
  });

  it("holds all of the state, whatever is in the ids", () => {
    expect(readAddress(`#${writeAddress(full)}`)).toEqual(full);
  });

  it.each(["", "#", "#sel=%", "#at=a,b", "#at=1,2,0", "#born=9-1", "#status=7", "#strike=:", "#x=1&&=", "#colour=pink"])(
    "that holds nothing that can be read is the state at first: %s",
    (fragment) => {
      expect(writeAddress(readAddress(fragment))).toBe("");
    },
  );
});

describe("the mask", () => {
  const shown = (filters: Partial<typeof NO_FILTERS>, hidden = NONE) => [...maskOf(graph, { ...NO_FILTERS, ...filters }, hidden, PARTS)];

  it.each([
    ["no filter", {}, [1, 1, 1, 1, 1]],
    ["a part", { parts: ["c"] }, [0, 0, 1, 1, 1]],
    ["a part that is gone", { parts: ["z"] }, [0, 0, 0, 0, 0]],
    ["statuses", { statuses: [0, 2] }, [1, 0, 1, 1, 0]],
    ["when they were first seen", { born: [101, 102] as const }, [0, 1, 1, 0, 0]],
    ["a family of their links", { families: ["tooling"] }, [0, 0, 1, 1, 0]],
    ["one of some families", { families: ["tooling", "network"] }, [1, 1, 1, 1, 0]],
    ["a part of the id", { text: "E" }, [0, 0, 0, 0, 1]],
    ["two filters", { parts: ["c"], statuses: [0] }, [0, 0, 1, 0, 0]],
  ])("lets through by %s", (_, filters, expected) => {
    expect(shown(filters)).toEqual(expected);
  });

  it("leaves out what is hidden, whatever the filters let through", () => {
    expect(shown({ parts: ["a"] }, placesOf([1]))).toEqual([1, 0, 0, 0, 0]);
  });
});

describe("places", () => {
  it("are in order, each once", () => {
    expect([...placesOf([9, 2, 9, 10])]).toEqual([2, 9, 10]);
  });
  it("are toggled: what was among them goes, what was not comes", () => {
    expect([...toggled(placesOf([1, 2]), [2, 3])]).toEqual([1, 3]);
    expect(flipped(["x"], "x")).toEqual([]);
    expect(flipped(["x"], "y")).toEqual(["x", "y"]);
  });
});

describe("the store of a cluster", () => {
  it("holds an address's accounts until the graph gives them places", () => {
    const store = new ClusterStore("c-1", new UndoStack(), readAddress("#sel=d,b,gone"));
    expect(store.state().selection).toEqual(NONE);
    expect(writeAddress(store.addressed())).toBe("sel=d,b,gone");
    store.attach(graph, PARTS);
    expect([...store.state().selection]).toEqual([1, 3]);
    expect(writeAddress(store.addressed())).toBe("sel=b,d");
  });

  it("gives accounts their new places when the next run's graph comes", () => {
    const store = new ClusterStore("c-1", new UndoStack(), readAddress("#sel=e"));
    store.attach(graph, PARTS);
    store.attach({ ...graph, run: 4, accounts: ["e", "a", "b", "c", "d"] }, PARTS);
    expect([...store.state().selection]).toEqual([0]);
  });

  it("fills a set that the server keeps, once it is read", () => {
    const store = new ClusterStore("c-1", new UndoStack(), readAddress("#hide=@s-1"));
    store.attach(graph, PARTS);
    expect(writeAddress(store.addressed())).toBe("hide=@s-1");
    store.fill("s-1", ["a", "c"]);
    expect([...store.state().hidden]).toEqual([0, 2]);
    expect([...store.mask()]).toEqual([0, 1, 0, 1, 1]);
  });

  it("takes events back one by one, each alone, the latest first", async () => {
    const undo = new UndoStack();
    const store = new ClusterStore("c-1", undo);
    store.attach(graph, PARTS);
    store.select([1, 0]);
    store.filter("only part a", { parts: ["a"] });
    store.look({ x: 1, y: 1, zoom: 4 });
    expect(undo.last()?.label).toBe("only part a");
    expect([...store.mask()]).toEqual([1, 1, 0, 0, 0]);
    await undo.undo();
    expect(store.state()).toMatchObject({ filters: NO_FILTERS, camera: { zoom: 4 } });
    expect([...store.mask()]).toEqual([1, 1, 1, 1, 1]);
    await undo.undo();
    expect(store.state().selection).toEqual(NONE);
    expect(await undo.undo()).toBeNull();
  });

  it("makes the mask once for the filters that stand", () => {
    const store = new ClusterStore("c-1", new UndoStack());
    store.attach(graph, PARTS);
    const mask = store.mask();
    store.select([2]);
    expect(store.mask()).toBe(mask);
  });
});

describe("undo", () => {
  it("keeps a deed that could not be taken back", async () => {
    const undo = new UndoStack();
    undo.push({
      label: "judge",
      undo: () => Promise.reject(new Error("it was withdrawn by somebody else")),
    });
    await expect(undo.undo()).rejects.toThrow("somebody else");
    expect(undo.last()?.label).toBe("judge");
  });

  it("forgets what was done to something that is no longer looked at, and nothing else", () => {
    const undo = new UndoStack();
    undo.push({ label: "judge", undo() {} });
    undo.push({ label: "filter", of: "c-1", undo() {} });
    undo.forget("c-1");
    expect(undo.last()?.label).toBe("judge");
  });
});
