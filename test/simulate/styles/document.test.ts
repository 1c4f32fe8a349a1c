/** docs/styles.md: that it has the figures of the styles, as they are. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Range, Style } from "../../../src/simulate/styles/style.js";
import { STYLES } from "../../../src/simulate/styles/styles.js";

const page = readFileSync(new URL("../../../docs/styles.md", import.meta.url), "utf8")
  .replace(/ +/g, " ")
  .replace(/-+/g, "-");

const share = (value: number): string => String(value).replace(/^0\./, ".");
const range = ([low, high]: Range): string => `${share(low)}–${share(high)}`;

const ROWS: readonly (readonly [what: string, of: (style: Style) => string])[] = [
  ["countries", ({ people }) => String(people.countries.length)],
  ["card ranges a country", ({ people }) => String(people.cards.ranges)],
  ["exponent of their ranks", ({ people }) => share(people.cards.exponent)],
  ["own mail domain", ({ people }) => share(people.ownDomain)],
  ["deviation of log activity", ({ people }) => share(people.activity.sigma)],
  ["people who roam", ({ people }) => share(people.activity.roaming)],
  ["homes behind a provider's NAT", ({ networks }) => share(networks.cgnat)],
  ["people with a VPN", ({ networks }) => share(networks.vpn)],
  ["people who rent proxies", ({ networks }) => share(networks.rented)],
  ["countries of a pool", ({ networks }) => String(networks.poolCountries)],
  ["sign-ups with a phone", ({ gives }) => share(gives.phone)],
  ["sign-ups with a device", ({ gives }) => share(gives.device)],
  ["sign-ups with a card", ({ gives }) => share(gives.payment)],
  ["innocents who come back late", ({ groups }) => share(groups.returners)],
  ["exponent of company sizes", ({ groups }) => share(groups.company.alpha)],
  ["fraud that is rings", ({ pacing }) => range(pacing.rings)],
  ["accounts of a campaign, at most", ({ pacing }) => String(pacing.size.high)],
  ["campaigns round the clock", ({ pacing }) => share(pacing.aroundTheClock)],
  ["an expert's queue of its traffic", ({ pacing }) => range(pacing.traffic.expert.queue)],
  ["shards of an item", ({ pacing }) => range(pacing.shards)],
  ["bursts of a queue's template", ({ pacing }) => range(pacing.templateBursts)],
  ["days of a queue's template", ({ pacing }) => range(pacing.templateDays)],
  ["minutes of a burst", ({ pacing }) => range(pacing.spreadMinutes)],
  ["exchanges a day and account", ({ pacing }) => String(pacing.exchanges)],
  ["accounts that replace others", ({ pacing }) => range(pacing.replaced)],
  ["campaigns whose pool fails over", ({ evasion }) => share(evasion.failOver)],
  ["campaigns with rotating exits", ({ evasion }) => share(evasion.rotating)],
  ["careful campaigns of one country", ({ evasion }) => share(evasion.regional.careful)],
  ["campaigns with crews", ({ evasion }) => share(evasion.crews)],
  ["careful accounts bought aged", ({ evasion }) => share(evasion.aged?.shares.careful ?? 0)],
  ["days that they lay idle", ({ evasion }) => (evasion.aged ? range(evasion.aged.days) : "")],
  ["companies on one card", ({ ties }) => share(ties.company.card)],
  ["a tool's prompts in common", ({ ties }) => share(ties.prompts.tool)],
  ["campaigns with everybody's clients", ({ evasion }) => share(evasion.commonTools)],
  ["accounts to a sloppy card", ({ evasion }) => String(evasion.reuse.sloppy.perCard)],
  ["rings that share nothing checked", ({ rings }) => (rings ? share(rings.bare) : "")],
  ["rings that show one home", ({ rings }) => (rings ? share(rings.local) : "")],
  ["a ring's prompts in common", ({ rings }) => (rings ? share(rings.work) : "")],
];

test.each(ROWS)("has each style's %s", (what, of) => {
  expect(page).toContain(`| ${[what, ...STYLES.map(of)].join(" | ")} |`.replace(/ +/g, " "));
});

test("has each style by number and name", () => {
  for (const [i, { name }] of STYLES.entries()) expect(page).toContain(`| ${i} ${name} |`);
});
