/**
 * Style 4: Eastern Europe, Turkey and the rest of the account market, and campaigns on accounts that were bought aged (Thomas et al. 2013,
 * USENIX Security: Trafficking Fraudulent Accounts; Stringhini and others on sold accounts) behind pools that fail over. Figures without a
 * source are assumed.
 */
import { mixOf, weighted } from "./countries.js";
import type { Style } from "./style.js";

export const FARMED: Style = {
  name: "farmed",
  about: "Eastern Europe and the account market: bought aged accounts, pools that fail over (Thomas et al. 2013)",
  people: {
    countries: mixOf({ RU: 15, UA: 10, PL: 12, TR: 10, CZ: 5, RO: 6, DE: 8, US: 8, IN: 7, TH: 3, MX: 3, VN: 3, ID: 3, PK: 3, BR: 4 }),
    mail: weighted("gmail.com 66 yahoo.com 10 hotmail.com 9 outlook.com 6 icloud.com 4 proton.me 2"),
    ownDomain: 0.05,
    // BIS Red Book: in Russia and Poland one or two banks have issued a third and more of all cards; exponent assumed
    cards: { ranges: 18, exponent: 1.6, home: 0.85, kinds: ["debit", "debit", "debit", "credit", "prepaid", "virtual", "virtual"] },
    activity: { sigma: 1, exchangesSigma: 1.5, topics: 5, roaming: 0.05 },
    tools: { developers: 0.6, ownBrowser: 0.05, ownSdk: 0.07 },
    hours: { office: 0.3, evening: 0.45 },
  },
  networks: {
    mobile: 0.55,
    secondHome: 0.2,
    server: 0.3,
    vpn: 0.3,
    rented: 0.06,
    cgnat: 0.22, // Richter et al. 2016: 17 to 18% of eyeball networks, more of them where addresses are short
    perNat: 3000,
    perVpnExit: 70,
    perPoolAddress: 120,
    poolCountries: 6,
  },
  groups: {
    shares: {
      tool: 0.15,
      company: 0.09,
      household: 0.1,
      campus: 0.05,
      automation: 0.05,
      hackathon: 0.01,
      reseller: 0.025,
      pair: 0.025,
      benchmark: 0.008,
    },
    householdSizes: [37, 26, 23, 9, 3, 2], // Eurostat and national censuses in kind: between two and three members; shares assumed
    company: { low: 3, high: 2000, alpha: 1.2 }, // Eurostat: micro firms are nine in ten; the exponent assumed
    campus: { low: 12, high: 3000, alpha: 0.9 },
    twins: { redTeam: 0.002, research: 0.002, classroom: 0.003 },
    leadDays: 400,
    returners: 0.06,
  },
  // no figures are published: assumed, and unlike the other styles'
  ties: {
    company: { domain: 0.85, card: 0.7, fleet: 0.2, sdk: 0.25, desk: 0.7, batching: 1 },
    household: { name: 0.7, card: 0.45, device: 0.25 },
    campus: { domain: 0.5, exit: 0.6, lab: 0.08 },
    hackathon: { code: 0.9, venue: 0.75, kit: 0.55 },
    reseller: { ownDomains: 0.3, relays: 0.65, pays: 0.4, atGateway: 0.6, numbered: 0.5 },
    prompts: { tool: 0.3, company: 0.12, campus: 0.2, hackathon: 0.3, household: 0.02, automation: 0.1, pair: 0.3 },
    timetable: { attendance: [0.4, 0.95], onTheHour: 0.5, lagSeconds: 10 },
  },
  gives: { email: 1, phone: 0.6, name: 0.75, payment: 0.6, identity: 0.08, device: 0.8, ja4: true, network: 0.97, client: 0.97 },
  pacing: {
    rings: [0.1, 0.2],
    size: { low: 8, high: 6000, alpha: 0.7 },
    campaignsPerOperator: 2,
    operatorShares: null,
    ramp: { sloppy: 1, moderate: 2, careful: 4, expert: 8 }, // what is bought is there at once
    aroundTheClock: 0.7,
    traffic: {
      sloppy: { queue: [0, 0.2], template: [0.5, 0.8] },
      moderate: { queue: [0, 0.3], template: [0.4, 0.7] },
      careful: { queue: [0, 0.3], template: [0.4, 0.7] },
      expert: { queue: [0.4, 0.6], template: [0, 0] },
    },
    queues: 0.5,
    cover: 0.3,
    shards: [2, 5],
    templateBursts: [2, 40],
    templateDays: [1, 10],
    spreadMinutes: [2, 15],
    templates: { least: 3, most: 14, accountsPerMore: 25 },
    rate: 2.8,
    exchanges: 30,
    replaced: [0.1, 0.6], // from stock: the next account of the same batch
    suspended: { ring: 0.3, innocent: 0.006 },
    takeoverMinutes: [0.3, 10],
  },
  evasion: {
    ownPool: { sloppy: 0.6, moderate: 0.3, careful: 0.3, expert: 0.1 },
    failOver: 0.7,
    rotating: 0.15,
    regional: { sloppy: 0, moderate: 0.1, careful: 0.25, expert: 0.15 },
    crews: 0.2,
    commonTools: 0.35,
    virtualCards: 0.8,
    reuse: {
      sloppy: { mail: 0.4, card: 0.9, device: 0.5, phone: 0.3, perCard: 8, perDevice: 10 },
      moderate: { mail: 0.4, card: 0.9, device: 0.1, phone: 0.3, perCard: 1.3, perDevice: 1.3 },
    },
    aged: {
      shares: { sloppy: 0.5, moderate: 0.7, careful: 0.8, expert: 0.7 },
      // the oldest stock of Thomas et al. was registered a median of 323 days before it was sold
      days: [30, 323],
      // Thomas et al.: 164 countries, India first with 8.5% of the addresses; the others and their shares assumed
      farmers: [
        ["IN", 8.5],
        ["UA", 7],
        ["TR", 6],
        ["TH", 5],
        ["MX", 5],
        ["VN", 4],
        ["ID", 4],
        ["PK", 3],
      ],
      // Thomas et al.: the leading provider held 60.08% of the sold accounts' mailboxes (hotmail.com, as remembered); the rest assumed
      mail: weighted("hotmail.com 60.08 yahoo.com 11 mail.ru 10 gmail.com 12 outlook.com 7"),
      changes: { email: 0.4, phone: 0.5, payment: 0.95 },
    },
  },
  rings: {
    bare: 0.25,
    scripted: 0.6,
    spend: 0.7,
    local: 0.6,
    work: 0.25,
    spendDays: [0.2, 4],
    naming: [
      ["numbered", 2],
      ["plus", 1],
      ["pattern", 4],
      ["own", 3],
    ],
    referrals: [
      ["none", 6],
      ["star", 2],
      ["chain", 2],
    ],
    perCode: [2, 20],
    perCard: [2, 12],
    perDevice: [2, 10],
  },
};
