/**
 * Style 5: Northern and Western Europeans who guard their privacy, at a platform that takes neither phone nor device; and campaigns behind
 * rotating residential proxies (Mi et al. 2019, Resident Evil), around the clock, in loose synchrony (Cao et al. 2014, SynchroTrap).
 * Figures without a source are assumed.
 */
import { mixOf, weighted } from "./countries.js";
import type { Style } from "./style.js";

export const RESIDENT: Style = {
  name: "resident",
  about: "Northern Europe without phone or device; rotating residential proxies (Mi et al. 2019), loose synchrony (Cao et al. 2014)",
  people: {
    countries: mixOf({
      DE: 20,
      NL: 11,
      SE: 9,
      CH: 8,
      NO: 5,
      DK: 5,
      FI: 5,
      AT: 5,
      BE: 4,
      FR: 8,
      GB: 8,
      CZ: 4,
      PL: 4,
      US: 8,
      BR: 2,
      ID: 2,
      TR: 2,
    }),
    mail: weighted("gmail.com 42 outlook.com 16 hotmail.com 12 icloud.com 12 proton.me 8 live.com 4 fastmail.com 2 tutanota.com 2"),
    ownDomain: 0.16,
    // savings and cooperative banks: hundreds of small issuers in Germany, Austria and Switzerland, so a flat market; exponent assumed
    cards: { ranges: 90, exponent: 0.5, home: 0.92, kinds: ["debit", "debit", "debit", "credit", "credit", "virtual"] },
    activity: { sigma: 1.5, exchangesSigma: 1.2, topics: 10, roaming: 0.06 },
    tools: { developers: 0.7, ownBrowser: 0.1, ownSdk: 0.12 },
    hours: { office: 0.4, evening: 0.35 },
  },
  networks: {
    mobile: 0.3,
    secondHome: 0.2,
    server: 0.55,
    vpn: 0.35,
    rented: 0.03,
    cgnat: 0.12, // Richter et al. 2016: 17 to 18% of eyeball networks, and not all lines of one
    perNat: 30_000,
    perVpnExit: 50,
    perPoolAddress: 20,
    // Mi et al.: six million addresses in more than 230 countries and 52,000 networks; of the countries here, nearly all
    poolCountries: 14,
  },
  groups: {
    shares: {
      tool: 0.22,
      company: 0.14,
      household: 0.05,
      campus: 0.05,
      automation: 0.06,
      hackathon: 0.012,
      reseller: 0.006,
      pair: 0.015,
      benchmark: 0.015,
    },
    householdSizes: [58, 20, 15, 5, 1.5, 0.5], // Eurostat: about two members on average in the North; shares assumed
    company: { low: 3, high: 3000, alpha: 1.1 }, // Eurostat structural business statistics in kind; the exponent as Axtell's, rounded
    campus: { low: 12, high: 2500, alpha: 0.8 },
    twins: { redTeam: 0.004, research: 0.004, classroom: 0.002 },
    leadDays: 200,
    returners: 0.02,
  },
  // no figures are published: assumed, and unlike the other styles'
  ties: {
    company: { domain: 0.98, card: 0.8, fleet: 0.3, sdk: 0.3, desk: 0.45, batching: 2 },
    household: { name: 0.65, card: 0.5, device: 0.1 },
    campus: { domain: 0.75, exit: 0.55, lab: 0.02 },
    hackathon: { code: 0.8, venue: 0.8, kit: 0.5 },
    reseller: { ownDomains: 0.7, relays: 0.4, pays: 0.8, atGateway: 0.3, numbered: 0.2 },
    prompts: { tool: 0.5, company: 0.18, campus: 0.15, hackathon: 0.25, household: 0.01, automation: 0.12, pair: 0.2 },
    timetable: { attendance: [0.7, 0.99], onTheHour: 0.4, lagSeconds: 30 },
  },
  gives: { email: 1, phone: 0, name: 0.6, payment: 0.75, identity: 0.02, device: 0, ja4: true, network: 0.9, client: 0.85 },
  pacing: {
    rings: [0.04, 0.1],
    size: { low: 10, high: 5000, alpha: 0.55 },
    campaignsPerOperator: 2.5,
    operatorShares: null,
    ramp: { sloppy: 3, moderate: 8, careful: 15, expert: 25 },
    aroundTheClock: 0.97,
    traffic: {
      sloppy: { queue: [0.1, 0.4], template: [0.3, 0.6] },
      moderate: { queue: [0.2, 0.5], template: [0.2, 0.45] },
      careful: { queue: [0.2, 0.5], template: [0.2, 0.45] },
      expert: { queue: [0.35, 0.6], template: [0, 0] },
    },
    queues: 0.9,
    cover: 0.15,
    shards: [2, 10],
    templateBursts: [2, 25],
    templateDays: [1, 7],
    // Cao et al.: malicious accounts act in loose synchrony, matched within windows of up to an hour
    spreadMinutes: [5, 60],
    templates: { least: 5, most: 20, accountsPerMore: 20 },
    rate: 2,
    exchanges: 20,
    replaced: [0.02, 0.3],
    suspended: { ring: 0.25, innocent: 0.002 },
    takeoverMinutes: [10, 600],
  },
  evasion: {
    ownPool: { sloppy: 0.5, moderate: 0.5, careful: 0.7, expert: 0.5 },
    failOver: 0.25,
    rotating: 0.7,
    regional: { sloppy: 0, moderate: 0.15, careful: 0.2, expert: 0.2 },
    crews: 0.2,
    commonTools: 0.5,
    virtualCards: 0.6,
    reuse: {
      sloppy: { mail: 0.7, card: 0.8, device: 0.9, phone: 0.5, perCard: 4, perDevice: 4 },
      moderate: { mail: 0.6, card: 0.85, device: 0.1, phone: 0.5, perCard: 1.2, perDevice: 1.1 },
    },
    aged: {
      shares: { sloppy: 0, moderate: 0.1, careful: 0.2, expert: 0.25 },
      days: [20, 150],
      farmers: [
        ["ID", 2],
        ["BR", 2],
        ["TR", 2],
      ],
      mail: weighted("outlook.com 45 hotmail.com 25 gmail.com 30"),
      changes: { email: 0.6, phone: 0, payment: 0.9 },
    },
  },
  rings: {
    bare: 0.5,
    scripted: 0.4,
    spend: 0.4,
    local: 0.7,
    work: 0.2,
    spendDays: [1, 8],
    naming: [
      ["numbered", 1],
      ["plus", 4],
      ["pattern", 2],
      ["own", 4],
    ],
    referrals: [
      ["none", 7],
      ["star", 2],
      ["chain", 1],
    ],
    perCode: [4, 30],
    perCard: [2, 4],
    perDevice: [2, 4],
  },
};
