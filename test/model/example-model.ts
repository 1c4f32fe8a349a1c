/** Nothing -> a small fitted model, for tests of what keeps a run and of what asks one. */
import type { FittedModel } from "../../src/model/fitted.js";

export const exampleModel: FittedModel = {
  format: 1,
  accounts: 5,
  prior: 0.1 + 0.2,
  kinds: {
    ip: { group: "network", m: 0.3, holders: 5, meanValues: 2 },
    device: { group: "device", m: 1 / 3, holders: 4, meanValues: 1.25 },
    "attributes.é😀": { group: "é", m: 0.3, holders: 0, meanValues: 0 },
  },
  agree: { device: 2 / 3 },
  caps: { device: 6.3, time: 4.3 },
  families: {
    ip: "network",
    network: "network",
    email: "identity",
    device: "device",
    "attributes.é😀": "attribute",
    "co-action": "time",
    succession: "time",
  },
  disposition: { features: ["size"], weights: { campaign: [-1.361, 3.333] } },
  attribution: { slope: 1.8, unknown: -2.2, doubt: 0.01 },
};
