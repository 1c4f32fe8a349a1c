/**
 * Style 2: people of South and Southeast Asia and Africa, who sign up by telephone behind carriers' NATs, mostly without a card; and one
 * reseller's network, a "hydra cluster", that mixes distillation with its customers' traffic. Figures without a source are assumed.
 */
import { mixOf, weighted } from "./countries.js";
import type { Style } from "./style.js";

export const MOBILE: Style = {
  name: "mobile",
  about: "South and Southeast Asia and Africa behind carriers' NATs; one reseller's hydra cluster (Anthropic, February 2026)",
  people: {
    // internet users, World Bank and ITU: India over 800 million, Indonesia over 200, the others 20 to 120; in rough proportion
    countries: mixOf({ IN: 34, ID: 13, PK: 8, BD: 6, NG: 8, PH: 7, EG: 6, VN: 6, TH: 4, KE: 3, ZA: 3, MX: 3, BR: 5, US: 2, TR: 2 }),
    mail: weighted("gmail.com 88 yahoo.com 5 outlook.com 3 hotmail.com 2 icloud.com 1"),
    ownDomain: 0.02,
    // BIS Red Book: debit far ahead of credit cards in India, and most payments by other means; a few public banks issue most cards
    cards: { ranges: 9, exponent: 1.3, home: 0.94, kinds: ["debit", "debit", "debit", "debit", "prepaid", "prepaid", "credit", "virtual"] },
    activity: { sigma: 0.8, exchangesSigma: 0.9, topics: 4, roaming: 0.08 },
    tools: { developers: 0.4, ownBrowser: 0.02, ownSdk: 0.03 },
    hours: { office: 0.25, evening: 0.6 },
  },
  networks: {
    mobile: 0.9,
    secondHome: 0.08,
    server: 0.15,
    // GWI's surveys put VPN use highest in Indonesia and India, at four in ten and more; fewer where it matters to an account, assumed
    vpn: 0.25,
    rented: 0.05,
    // Richter et al. 2016: over 90% of cellular networks and 17 to 18% of eyeball networks; more of them in Asia, how many assumed
    cgnat: 0.35,
    perNat: 700,
    perVpnExit: 120,
    perPoolAddress: 60,
    poolCountries: 8,
  },
  groups: {
    shares: {
      tool: 0.12,
      company: 0.06,
      household: 0.16,
      campus: 0.12,
      automation: 0.015,
      hackathon: 0.025,
      reseller: 0.02,
      pair: 0.03,
      benchmark: 0.004,
    },
    // India's NFHS-5: 4.4 members on average; spread about it assumed
    householdSizes: [12, 16, 24, 19, 13, 15],
    // OECD, World Bank: few firms above ten employees where most are informal; the exponent assumed
    company: { low: 3, high: 2500, alpha: 1.3 },
    campus: { low: 20, high: 6000, alpha: 0.5 },
    twins: { redTeam: 0.002, research: 0.003, classroom: 0.005 },
    leadDays: 260,
    returners: 0.05,
  },
  // no figures are published: assumed, and unlike the other styles'
  ties: {
    company: { domain: 0.6, card: 0.6, fleet: 0.15, sdk: 0.2, desk: 0.75, batching: 1 },
    household: { name: 0.6, card: 0.3, device: 0.45 },
    campus: { domain: 0.35, exit: 0.45, lab: 0.15 },
    hackathon: { code: 0.85, venue: 0.8, kit: 0.7 },
    reseller: { ownDomains: 0.2, relays: 0.8, pays: 0.5, atGateway: 0.7, numbered: 0.6 },
    prompts: { tool: 0.3, company: 0.1, campus: 0.35, hackathon: 0.4, household: 0.05, automation: 0.05, pair: 0.35 },
    timetable: { attendance: [0.3, 0.8], onTheHour: 0.5, lagSeconds: 20 },
  },
  gives: { email: 0.85, phone: 1, name: 0.9, payment: 0.4, identity: 0.2, device: 0.5, ja4: true, network: 0.95, client: 0.9 },
  pacing: {
    rings: [0.1, 0.25],
    // one proxy network managed more than 20,000 accounts at once (Anthropic, February 2026)
    size: { low: 12, high: 20_000, alpha: 0.3 },
    campaignsPerOperator: 1.5,
    operatorShares: null,
    ramp: { sloppy: 4, moderate: 8, careful: 12, expert: 20 },
    aroundTheClock: 0.9,
    // distillation mixed with unrelated customers' requests: more resold traffic than work of its own
    traffic: {
      sloppy: { queue: [0, 0.1], template: [0.3, 0.6] },
      moderate: { queue: [0.05, 0.2], template: [0.2, 0.5] },
      careful: { queue: [0.05, 0.25], template: [0.2, 0.5] },
      expert: { queue: [0.25, 0.45], template: [0, 0] },
    },
    queues: 0.7,
    cover: 0.02,
    shards: [2, 3],
    templateBursts: [1, 6],
    templateDays: [1, 1],
    spreadMinutes: [0.5, 8],
    templates: { least: 8, most: 30, accountsPerMore: 10 },
    rate: 2.2,
    exchanges: 18,
    replaced: [0.2, 0.6],
    suspended: { ring: 0.2, innocent: 0.008 },
    takeoverMinutes: [0.5, 15],
  },
  evasion: {
    ownPool: { sloppy: 0.4, moderate: 0, careful: 0, expert: 0 },
    failOver: 0.2,
    rotating: 0.3,
    regional: { sloppy: 0, moderate: 0, careful: 0.15, expert: 0.1 },
    crews: 0.1,
    commonTools: 0.6,
    virtualCards: 0.4,
    reuse: {
      sloppy: { mail: 0.5, card: 0.6, device: 0.9, phone: 0.9, perCard: 15, perDevice: 20 },
      moderate: { mail: 0.5, card: 0.6, device: 0.3, phone: 0.8, perCard: 2, perDevice: 2 },
    },
    aged: {
      shares: { sloppy: 0.1, moderate: 0.15, careful: 0.2, expert: 0.15 },
      days: [20, 200],
      farmers: [
        ["IN", 3],
        ["ID", 2],
        ["PK", 2],
        ["BD", 2],
      ],
      mail: weighted("gmail.com 70 hotmail.com 20 yahoo.com 10"),
      changes: { email: 0.2, phone: 0.7, payment: 0.6 },
    },
  },
  rings: {
    bare: 0.3,
    scripted: 0.15,
    spend: 0.7,
    local: 0.95,
    work: 0.05,
    spendDays: [1, 10],
    naming: [
      ["numbered", 4],
      ["plus", 1],
      ["pattern", 2],
      ["own", 3],
    ],
    referrals: [
      ["none", 3],
      ["star", 3],
      ["chain", 3],
    ],
    perCode: [3, 15],
    perCard: [3, 8],
    perDevice: [3, 10],
  },
};
