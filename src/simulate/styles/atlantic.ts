/**
 * Style 1: card holders of North America and Western Europe at home lines, and campaigns as reported in February 2026: three labs of very
 * different size behind resellers. Figures without a source are assumed.
 */
import { mixOf, weighted } from "./countries.js";
import type { Style } from "./style.js";

export const ATLANTIC: Style = {
  name: "atlantic",
  about: "North America and Western Europe; three labs of very different size (Anthropic, February 2026)",
  people: {
    // internet users by country, World Bank and ITU, in rough proportion (US some 310 millions, of 800 listed); small countries rounded up
    countries: mixOf({
      US: 38,
      GB: 8,
      DE: 9,
      FR: 7,
      IT: 6,
      ES: 5,
      CA: 5,
      NL: 3,
      BE: 2,
      CH: 2,
      AT: 2,
      IE: 1.5,
      PT: 2,
      AU: 4,
      IN: 3,
      UA: 2.5,
    }),
    mail: weighted("gmail.com 50 outlook.com 14 hotmail.com 9 yahoo.com 9 icloud.com 9 proton.me 3 live.com 3"),
    ownDomain: 0.09,
    // Nilson Report: the ten largest US issuers have some four fifths of credit card volume; so many ranges, few of them common
    cards: {
      ranges: 60,
      exponent: 1.2,
      home: 0.96,
      kinds: ["credit", "credit", "credit", "debit", "debit", "debit", "prepaid", "virtual"],
    },
    activity: { sigma: 1.2, exchangesSigma: 1, topics: 8, roaming: 0.03 },
    tools: { developers: 0.5, ownBrowser: 0.06, ownSdk: 0.1 },
    hours: { office: 0.5, evening: 0.35 },
  },
  networks: {
    mobile: 0.4,
    secondHome: 0.3,
    server: 0.4,
    vpn: 0.15,
    rented: 0.02,
    // Richter et al. 2016: 17 to 18% of eyeball networks run carrier-grade NAT, over 90% of cellular ones; fewer in North America
    cgnat: 0.08,
    perNat: 20_000,
    perVpnExit: 90,
    perPoolAddress: 100,
    poolCountries: 4,
  },
  groups: {
    shares: {
      tool: 0.14,
      company: 0.2,
      household: 0.08,
      campus: 0.08,
      automation: 0.04,
      hackathon: 0.012,
      reseller: 0.008,
      pair: 0.01,
      benchmark: 0.01,
    },
    // US Census 2024, households of two (34.6% of all), three, four, five, six, seven and more
    householdSizes: [34.6, 15, 13, 6, 2.2, 1.3],
    // Axtell 2001: sizes of US firms (Census SUSB) follow Zipf's law with exponent 1.06
    company: { low: 3, high: 6000, alpha: 1.06 },
    // IPEDS: most US campuses have a few thousand students, a few have sixty thousand; the share with accounts assumed
    campus: { low: 15, high: 4000, alpha: 0.6 },
    twins: { redTeam: 0.003, research: 0.003, classroom: 0.003 },
    leadDays: 180,
    returners: 0.02,
  },
  // no figures are published: assumed, and unlike the other styles'
  ties: {
    company: { domain: 0.97, card: 0.85, fleet: 0.45, sdk: 0.35, desk: 0.6, batching: 2 },
    household: { name: 0.8, card: 0.55, device: 0.3 },
    campus: { domain: 0.85, exit: 0.5, lab: 0.04 },
    hackathon: { code: 0.95, venue: 0.7, kit: 0.5 },
    reseller: { ownDomains: 0.6, relays: 0.5, pays: 0.6, atGateway: 0.5, numbered: 0.4 },
    prompts: { tool: 0.45, company: 0.22, campus: 0.25, hackathon: 0.3, household: 0.03, automation: 0.08, pair: 0.3 },
    timetable: { attendance: [0.6, 0.98], onTheHour: 0.7, lagSeconds: 5 },
  },
  gives: { email: 1, phone: 0.7, name: 0.97, payment: 0.9, identity: 0.05, device: 0.95, ja4: true, network: 0.98, client: 0.98 },
  pacing: {
    rings: [0.08, 0.16],
    size: { low: 10, high: 8000, alpha: 0.5 },
    campaignsPerOperator: 3,
    // of 16 million exchanges: 0.15 (DeepSeek), 3.4 (Moonshot) and 13 (MiniMax) millions; the shares of the 24,000 accounts are assumed
    operatorShares: [0.05, 0.25, 0.7],
    ramp: { sloppy: 1, moderate: 3, careful: 7, expert: 12 },
    aroundTheClock: 0.75,
    traffic: {
      sloppy: { queue: [0, 0.15], template: [0.6, 0.95] },
      moderate: { queue: [0.05, 0.3], template: [0.4, 0.7] },
      careful: { queue: [0.05, 0.35], template: [0.35, 0.65] },
      expert: { queue: [0.35, 0.55], template: [0, 0.05] },
    },
    queues: 0.6,
    cover: 0.1,
    shards: [2, 6],
    templateBursts: [3, 30],
    templateDays: [1, 3],
    spreadMinutes: [1, 3],
    templates: { least: 4, most: 16, accountsPerMore: 15 },
    rate: 3.2,
    exchanges: 11, // 16 million over 24,000 accounts are 667 each; over some sixty days, assumed, eleven a day
    replaced: [0.1, 0.5], // "as one account is banned another takes its place": how many is not published
    suspended: { ring: 0.4, innocent: 0.003 },
    takeoverMinutes: [1, 30],
  },
  evasion: {
    ownPool: { sloppy: 0.9, moderate: 0.15, careful: 0.1, expert: 0 },
    failOver: 0.15,
    rotating: 0.1,
    regional: { sloppy: 0, moderate: 0.1, careful: 0.2, expert: 0.1 },
    crews: 0.3, // Moonshot and MiniMax were after different work: agents and vision, coding and tools
    commonTools: 0.4,
    virtualCards: 0.7,
    reuse: {
      sloppy: { mail: 0.8, card: 0.85, device: 0.7, phone: 0.6, perCard: 6, perDevice: 5 },
      moderate: { mail: 0.7, card: 0.9, device: 0.1, phone: 0.5, perCard: 1.5, perDevice: 1.2 },
    },
    aged: {
      shares: { sloppy: 0.05, moderate: 0.08, careful: 0.1, expert: 0.1 },
      days: [14, 120],
      farmers: [
        ["IN", 3],
        ["UA", 2],
      ],
      mail: weighted("hotmail.com 60 yahoo.com 15 gmail.com 25"),
      changes: { email: 0.3, phone: 0.5, payment: 0.95 },
    },
  },
  rings: {
    bare: 0.15,
    scripted: 0.3,
    spend: 0.5,
    local: 0.8,
    work: 0.1,
    spendDays: [0.5, 6],
    naming: [
      ["numbered", 2],
      ["plus", 3],
      ["pattern", 2],
      ["own", 3],
    ],
    referrals: [
      ["none", 5],
      ["star", 4],
      ["chain", 1],
    ],
    perCode: [5, 40],
    perCard: [2, 6],
    perDevice: [2, 8],
  },
};
