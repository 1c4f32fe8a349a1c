/**
 * Style 3: East Asia and its neighbours with their own portals and card schemes; and one operator's careful campaign that passes for people
 * of one country, as large for its world as the one reported in June 2026. Figures without a source are assumed.
 */
import { mixOf, weighted } from "./countries.js";
import type { Style } from "./style.js";

export const PACIFIC: Style = {
  name: "pacific",
  about: "East Asia's portals and card schemes; regional careful campaigns in office hours (Anthropic, June 2026)",
  people: {
    // internet users, World Bank and ITU, but few of China's billion where a service does not officially sell: assumed
    countries: mixOf({ JP: 22, KR: 15, TW: 11, HK: 7, SG: 7, CN: 8, VN: 7, TH: 5, MY: 4, PH: 4, ID: 4, AU: 5, US: 6, IN: 3 }),
    mail: weighted("gmail.com 72 outlook.com 8 hotmail.com 6 yahoo.com 5 icloud.com 8"),
    ownDomain: 0.04,
    // BIS Red Book: a handful of issuers in Korea and Singapore; JCB in Japan, UnionPay in China (countries.ts)
    cards: { ranges: 22, exponent: 0.8, home: 0.9, kinds: ["credit", "credit", "credit", "credit", "debit", "prepaid", "virtual"] },
    activity: { sigma: 1.1, exchangesSigma: 1.3, topics: 6, roaming: 0.02 },
    tools: { developers: 0.6, ownBrowser: 0.03, ownSdk: 0.08 },
    hours: { office: 0.45, evening: 0.4 },
  },
  networks: {
    mobile: 0.6,
    secondHome: 0.1,
    server: 0.3,
    vpn: 0.2,
    rented: 0.08, // whoever has no access where they live rents the same exits
    cgnat: 0.17, // Richter et al. 2016: 17 to 18% of eyeball networks
    perNat: 5000,
    perVpnExit: 40,
    perPoolAddress: 200,
    poolCountries: 2,
  },
  groups: {
    shares: {
      tool: 0.2,
      company: 0.15,
      household: 0.07,
      campus: 0.07,
      automation: 0.02,
      hackathon: 0.02,
      reseller: 0.03,
      pair: 0.015,
      benchmark: 0.012,
    },
    // Japan's census 2020: of households of two or more nearly half are of two; five and more are rare
    householdSizes: [45, 27, 19, 6, 2, 1],
    company: { low: 4, high: 8000, alpha: 0.8 }, // large groups weigh more in Japan and Korea (OECD); the exponent assumed
    campus: { low: 20, high: 5000, alpha: 0.8 },
    twins: { redTeam: 0.003, research: 0.004, classroom: 0.002 },
    leadDays: 240,
    returners: 0.03,
  },
  // no figures are published: assumed, and unlike the other styles'
  ties: {
    company: { domain: 0.9, card: 0.9, fleet: 0.6, sdk: 0.4, desk: 0.95, batching: 1 },
    household: { name: 0.95, card: 0.35, device: 0.15 },
    campus: { domain: 0.8, exit: 0.8, lab: 0.1 },
    hackathon: { code: 0.9, venue: 0.9, kit: 0.65 },
    reseller: { ownDomains: 0.5, relays: 0.7, pays: 0.7, atGateway: 0.4, numbered: 0.3 },
    prompts: { tool: 0.4, company: 0.2, campus: 0.15, hackathon: 0.35, household: 0.02, automation: 0.04, pair: 0.2 },
    timetable: { attendance: [0.5, 0.95], onTheHour: 0.8, lagSeconds: 3 },
  },
  gives: { email: 0.95, phone: 0.95, name: 0.85, payment: 0.7, identity: 0.35, device: 0.9, ja4: true, network: 1, client: 0.95 },
  pacing: {
    rings: [0.05, 0.12],
    size: { low: 8, high: 25_000, alpha: 0.45 },
    campaignsPerOperator: 6,
    operatorShares: null,
    ramp: { sloppy: 3, moderate: 7, careful: 14, expert: 20 },
    aroundTheClock: 0.2,
    traffic: {
      sloppy: { queue: [0, 0.3], template: [0.5, 0.7] },
      moderate: { queue: [0.1, 0.4], template: [0.4, 0.6] },
      careful: { queue: [0.15, 0.45], template: [0.3, 0.5] },
      expert: { queue: [0.5, 0.7], template: [0, 0.1] },
    },
    queues: 0.8,
    cover: 0.2,
    shards: [3, 8],
    templateBursts: [20, 120],
    templateDays: [3, 40], // down to a template that lasts as long as the campaign
    spreadMinutes: [1, 5],
    templates: { least: 3, most: 8, accountsPerMore: 60 },
    rate: 2.5,
    exchanges: 26, // 28.8 million exchanges of 25,000 accounts in 44 days
    replaced: [0.02, 0.2],
    suspended: { ring: 0.35, innocent: 0.005 },
    takeoverMinutes: [5, 180],
  },
  evasion: {
    ownPool: { sloppy: 1, moderate: 0.4, careful: 0.3, expert: 0.2 },
    failOver: 0.3,
    rotating: 0.05,
    regional: { sloppy: 0, moderate: 0.4, careful: 0.8, expert: 0.5 },
    crews: 0.4,
    commonTools: 0.3,
    virtualCards: 0.5,
    reuse: {
      sloppy: { mail: 0.85, card: 0.7, device: 0.8, phone: 0.85, perCard: 5, perDevice: 8 },
      moderate: { mail: 0.9, card: 0.8, device: 0.05, phone: 0.7, perCard: 1.05, perDevice: 1.05 },
    },
    aged: {
      shares: { sloppy: 0, moderate: 0.05, careful: 0.15, expert: 0.1 },
      days: [30, 180],
      farmers: [
        ["VN", 3],
        ["ID", 2],
        ["PH", 2],
      ],
      mail: weighted("gmail.com 60 hotmail.com 25 yahoo.com 15"),
      changes: { email: 0.5, phone: 0.6, payment: 0.9 },
    },
  },
  rings: {
    bare: 0.2,
    scripted: 0.5,
    spend: 0.6,
    local: 0.9,
    work: 0.15,
    spendDays: [0.3, 3],
    naming: [
      ["numbered", 3],
      ["plus", 1],
      ["pattern", 4],
      ["own", 2],
    ],
    referrals: [
      ["none", 4],
      ["star", 5],
      ["chain", 1],
    ],
    perCode: [10, 60],
    perCard: [2, 5],
    perDevice: [2, 5],
  },
};
