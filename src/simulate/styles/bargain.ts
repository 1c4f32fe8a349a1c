/**
 * Style 6: Latin America, Iberia, Turkey and the Philippines where a promotion runs: many rings and many courses, and many small campaigns
 * that give each kind of work to accounts of its own; a platform that takes no TLS fingerprints. Figures without a source are assumed.
 */
import { mixOf, weighted } from "./countries.js";
import type { Style } from "./style.js";

export const BARGAIN: Style = {
  name: "bargain",
  about: "Latin America, Iberia, Turkey, Philippines: promotion rings and courses, many small campaigns split by skill",
  people: {
    // internet users, World Bank and ITU: Brazil some 180 million, Mexico 100, the Philippines 80, Turkey 75, Spain and Argentina 40 each
    countries: mixOf({ BR: 26, MX: 15, CO: 7, AR: 8, PE: 5, CL: 4, ES: 8, PT: 3, TR: 8, PH: 6, IT: 4, RO: 2, US: 5, VN: 2 }),
    mail: weighted("gmail.com 70 hotmail.com 15 outlook.com 7 yahoo.com 4 icloud.com 4"),
    ownDomain: 0.03,
    // BIS Red Book, central banks: five banks hold most cards of Brazil and Mexico, beside new ones with virtual cards
    cards: {
      ranges: 12,
      exponent: 1,
      home: 0.97,
      kinds: ["credit", "credit", "debit", "debit", "prepaid", "virtual", "virtual", "virtual"],
    },
    activity: { sigma: 1.4, exchangesSigma: 1, topics: 3, roaming: 0.01 },
    tools: { developers: 0.45, ownBrowser: 0.03, ownSdk: 0.04 },
    hours: { office: 0.3, evening: 0.5 },
  },
  networks: {
    mobile: 0.75,
    secondHome: 0.15,
    server: 0.2,
    vpn: 0.08,
    rented: 0.03,
    // Richter et al. 2016: 17 to 18% of eyeball networks; small providers, of which Brazil has thousands, assumed to need it more
    cgnat: 0.28,
    perNat: 1500,
    perVpnExit: 80,
    perPoolAddress: 150,
    poolCountries: 3,
  },
  groups: {
    shares: {
      tool: 0.1,
      company: 0.07,
      household: 0.14,
      campus: 0.1,
      automation: 0.012,
      hackathon: 0.03,
      reseller: 0.01,
      pair: 0.035,
      benchmark: 0.004,
    },
    householdSizes: [26, 26, 24, 13, 6, 5], // national censuses in kind: three to three and a half members on average; shares assumed
    company: { low: 3, high: 1500, alpha: 1.25 }, // OECD: micro firms are over nine in ten; the exponent assumed
    campus: { low: 15, high: 5000, alpha: 0.65 },
    twins: { redTeam: 0.002, research: 0.002, classroom: 0.006 },
    leadDays: 120,
    returners: 0.04,
  },
  // no figures are published: assumed, and unlike the other styles'
  ties: {
    company: { domain: 0.75, card: 0.65, fleet: 0.15, sdk: 0.25, desk: 0.8, batching: 0 },
    household: { name: 0.9, card: 0.5, device: 0.35 },
    campus: { domain: 0.45, exit: 0.6, lab: 0.12 },
    hackathon: { code: 0.97, venue: 0.9, kit: 0.7 },
    reseller: { ownDomains: 0.25, relays: 0.55, pays: 0.5, atGateway: 0.5, numbered: 0.5 },
    prompts: { tool: 0.25, company: 0.1, campus: 0.3, hackathon: 0.45, household: 0.04, automation: 0.05, pair: 0.4 },
    timetable: { attendance: [0.4, 0.9], onTheHour: 0.65, lagSeconds: 12 },
  },
  gives: { email: 0.99, phone: 0.9, name: 0.95, payment: 0.5, identity: 0.15, device: 0.7, ja4: false, network: 0.97, client: 0.95 },
  pacing: {
    rings: [0.3, 0.45],
    size: { low: 6, high: 300, alpha: 1 },
    campaignsPerOperator: 4,
    operatorShares: null,
    ramp: { sloppy: 1, moderate: 4, careful: 9, expert: 15 },
    aroundTheClock: 0.4,
    traffic: {
      sloppy: { queue: [0, 0.1], template: [0.7, 0.95] },
      moderate: { queue: [0, 0.2], template: [0.6, 0.85] },
      careful: { queue: [0, 0.2], template: [0.6, 0.85] },
      expert: { queue: [0.5, 0.65], template: [0, 0.1] },
    },
    queues: 0.4,
    cover: 0.05,
    shards: [2, 4],
    templateBursts: [4, 20],
    templateDays: [1, 2],
    spreadMinutes: [0.5, 20],
    templates: { least: 6, most: 40, accountsPerMore: 8 },
    rate: 4,
    exchanges: 35,
    replaced: [0.05, 0.4],
    suspended: { ring: 0.15, innocent: 0.005 },
    takeoverMinutes: [2, 60],
  },
  evasion: {
    ownPool: { sloppy: 0.9, moderate: 0.2, careful: 0.2, expert: 0.1 },
    failOver: 0.1,
    rotating: 0.1,
    regional: { sloppy: 0, moderate: 0.2, careful: 0.4, expert: 0.2 },
    crews: 0.8,
    commonTools: 0.7,
    virtualCards: 0.9,
    reuse: {
      sloppy: { mail: 0.9, card: 0.95, device: 0.85, phone: 0.5, perCard: 12, perDevice: 6 },
      moderate: { mail: 0.8, card: 0.9, device: 0.2, phone: 0.6, perCard: 1.8, perDevice: 1.4 },
    },
    aged: {
      shares: { sloppy: 0.1, moderate: 0.1, careful: 0.1, expert: 0.05 },
      days: [10, 90],
      farmers: [
        ["PH", 2],
        ["VN", 2],
        ["MX", 1],
      ],
      mail: weighted("gmail.com 60 hotmail.com 40"),
      changes: { email: 0.3, phone: 0.4, payment: 0.8 },
    },
  },
  rings: {
    bare: 0.35,
    scripted: 0.35,
    spend: 0.8,
    local: 0.9,
    work: 0.02,
    spendDays: [0.1, 5],
    naming: [
      ["numbered", 3],
      ["plus", 3],
      ["pattern", 2],
      ["own", 2],
    ],
    referrals: [
      ["none", 2],
      ["star", 4],
      ["chain", 4],
    ],
    perCode: [1, 12],
    perCard: [2, 6],
    perDevice: [2, 12],
  },
};
