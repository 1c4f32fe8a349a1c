/** The stuff that a world is made of: countries with their carriers, names, mail providers, card ranges, clients, models, words. */
import type { Rng } from "../random.js";
import { indexByWeight, rank } from "../styles/draw.js";
import type { Country, Style } from "../styles/style.js";

const country = (
  code: string,
  weight: number,
  dial: string,
  language: string,
  zones: Country["zones"],
  isps: readonly number[],
  mobile: readonly number[],
): Country => ({ code, weight, dial, language, zones, isps, mobile });

export const COUNTRIES: readonly Country[] = [
  country(
    "US",
    30,
    "1",
    "en-US",
    [
      ["America/New_York", -4],
      ["America/Chicago", -5],
      ["America/Los_Angeles", -7],
    ],
    [7922, 20115, 701, 22773, 7018, 209],
    [21928, 6167, 20057],
  ),
  country("IN", 12, "91", "en-IN", [["Asia/Kolkata", 5.5]], [24560, 9829, 17488, 45609], [55836, 45271]),
  country("GB", 7, "44", "en-GB", [["Europe/London", 1]], [2856, 5089, 5607, 13285], [12576, 25135]),
  country("DE", 6, "49", "de-DE", [["Europe/Berlin", 2]], [3320, 31334, 8881, 6805], [6805, 3209]),
  country("FR", 4, "33", "fr-FR", [["Europe/Paris", 2]], [3215, 12322, 15557, 5410], [51207, 21502]),
  country("BR", 6, "55", "pt-BR", [["America/Sao_Paulo", -3]], [28573, 27699, 18881, 8167], [26599, 26615]),
  country("JP", 5, "81", "ja-JP", [["Asia/Tokyo", 9]], [2516, 17676, 4713, 2518], [9605, 17676]),
  country("KR", 3, "82", "ko-KR", [["Asia/Seoul", 9]], [4766, 9318, 3786], [9644, 17858]),
  country("SG", 3, "65", "en-SG", [["Asia/Singapore", 8]], [9506, 4773, 10091], [45143, 4657]),
  country("HK", 3, "852", "zh-HK", [["Asia/Hong_Kong", 8]], [4760, 9269, 10103], [9304, 17924]),
  country("TW", 2, "886", "zh-TW", [["Asia/Taipei", 8]], [3462, 4780, 9924], [24158, 9674]),
  country(
    "CA",
    4,
    "1",
    "en-CA",
    [
      ["America/Toronto", -4],
      ["America/Vancouver", -7],
    ],
    [812, 577, 852, 6327],
    [812, 36522],
  ),
  country(
    "AU",
    3,
    "61",
    "en-AU",
    [
      ["Australia/Sydney", 10],
      ["Australia/Perth", 8],
    ],
    [1221, 4804, 7545],
    [133612, 4804],
  ),
  country("NL", 2, "31", "nl-NL", [["Europe/Amsterdam", 2]], [1136, 33915, 50266], [31615, 15480]),
  country("PL", 3, "48", "pl-PL", [["Europe/Warsaw", 2]], [5617, 21021, 12741], [8374, 39603]),
  country("VN", 3, "84", "vi-VN", [["Asia/Ho_Chi_Minh", 7]], [45899, 18403, 7552], [24086, 131429]),
  country("ID", 3, "62", "id-ID", [["Asia/Jakarta", 7]], [7713, 23700, 17451], [23693, 24203]),
  country("NG", 2, "234", "en-NG", [["Africa/Lagos", 1]], [37282, 36873], [29465, 36873]),
];

export function pickCountry(rng: Rng, { people }: Style): Country {
  return people.countries[indexByWeight(rng, people.countries)]!;
}

/** Hosts of servers; the last few are those that VPN services rent. */
export const HOSTING_ASNS = [
  16509, 14618, 8075, 15169, 396982, 14061, 24940, 16276, 63949, 20473, 45102, 132203, 37963, 31898, 60781, 9009, 212238, 136787,
];
export const VPN_ASNS = [9009, 212238, 136787, 60068, 62240, 137409];

const FIRST =
  "James Mary Wei Priya Lucas Emma Noah Olivia Liam Sofia Mateo Yuki Haruto Min Jiwoo Anh Linh Budi Siti Chidi Amara Lars Anna Jan Kasia Piotr Pierre Camille Hugo Lea Felix Marie Paul Laura Tom Grace Daniel Hannah David Sarah Michael Jessica Robert Karen John Lisa Kevin Amy Brian Nicole Eric Rachel Rohan Ananya Arjun Kavya Rahul Neha Vikram Pooja Joao Ana Pedro Beatriz Gabriel Larissa Rafael Julia Kenji Sakura Takashi Aiko Hiroshi Mei Jun Hui Xin Ling Chen Fang Hao Jia Tuan Huong Minh Thao Agus Dewi Rizki Putri Emeka Ngozi Tunde Bola Sven Ingrid Joost Femke Marek Ewa Oliver Chloe Jack Ruby Ethan Zoe Owen Isla Adam Nora Leo Clara Max Ida".split(
    " ",
  );
const SURNAME_STEMS =
  "Ander Bak Berg Brand Cald Carl Chand Dal Dor Eng Fair Feld Gard Gold Hal Hart Holl Hyl Jan Kar Kell Kow Lang Lind Mar Mend Mor Nak Nor Ol Park Pet Quin Ram Ros Sand Sch Shar Sil Sten Tak Than Tor Ul Van Vas Wat West Yam Zim".split(
    " ",
  );
const SURNAME_ENDS =
  "a aki e el en er es ez i ide in ing ini ins is ko land ley man mann mura o off or ova ski sen son ström ton wal well wood y".split(" ");

export function firstName(rng: Rng, { names }: Country): string {
  return names ? names.first[rank(rng, names.first.length, 0.5)]! : FIRST[rng.int(FIRST.length)]!;
}

export function surname(rng: Rng, { names }: Country): string {
  if (names && !rng.chance(names.tail)) return names.last[rank(rng, names.last.length, names.exponent)]!;
  return rng.pick(SURNAME_STEMS) + rng.pick(SURNAME_ENDS) + (rng.chance(0.3) ? rng.pick(SURNAME_ENDS) : "");
}

export const MAIL_PROVIDERS = [
  "gmail.com",
  "outlook.com",
  "yahoo.com",
  "hotmail.com",
  "icloud.com",
  "proton.me",
  "qq.com",
  "163.com",
  "gmx.de",
  "mail.ru",
  "naver.com",
  "fastmail.com",
];
export const MAIL_WEIGHTS = [52, 14, 7, 6, 6, 3, 3, 2, 2, 1.5, 2, 1.5];
const DOMAIN_ENDS = ["com", "com", "com", "io", "dev", "net", "org", "co", "app", "ai", "xyz", "online", "site"];
const DOMAIN_WORDS =
  "blue nova data cloud pixel green north river peak stack loop orbit forge lumen atlas delta spark cedar alpha metro quant harbor signal vertex summit bright logic rapid clear prime iron maple coral ember field grid".split(
    " ",
  );

/** A made-up domain; `tag` keeps the domains of different owners apart. */
export function inventDomain(rng: Rng, tag = ""): string {
  const second = rng.chance(0.5) ? rng.pick(DOMAIN_WORDS) : rng.u32().toString(36).slice(0, rng.range(2, 4));
  return `${rng.pick(DOMAIN_WORDS)}${second}${tag}.${rng.pick(DOMAIN_ENDS)}`;
}

export function inventCompany(rng: Rng): string {
  const word = (): string => {
    const raw = rng.pick(DOMAIN_WORDS);
    return raw[0]!.toUpperCase() + raw.slice(1);
  };
  return `${word()} ${word()} ${rng.pick(["Inc", "Ltd", "GmbH", "Labs", "LLC", "Group", "Systems", "Studio"])}`;
}

export const WORDS =
  "account add agent analyse answer array async batch branch build cache call case check class client code column command compare compile config connect context convert count create data debug define delete deploy describe design detail draft edit email endpoint error estimate evaluate example explain export extract feature fetch field file filter find fix flow format function generate graph group handle header implement import improve index input insert issue item join json key label layout library limit list load lock log loop map match memory merge message method migrate model module network node note object option order output page parse pass path plan point print process profile project prompt prove query queue read reason record reduce refactor report request resolve response result return review rewrite route row rule run sample save schedule schema score script search section select send sequence server set shape sort source split stage state step store stream string structure style suggest summarise table tag target task template test text thread time token tool trace train transform translate tree type unit update use value variable verify version view wait window word worker write".split(
    " ",
  );

export interface Toolchain {
  userAgent: string;
  ja4: string;
}

const BROWSER_JA4 = [
  "t13d1516h2_8daaf6152771_b186095e22b6",
  "t13d1517h2_8daaf6152771_b0da82dd1658",
  "t13d1715h2_5b57614c22b0_5c2c66f702b0",
  "t13d2014h2_a09f3c656075_14788d8d241b",
];

/** Browsers: their handshake follows from the user agent, so thousands share each pair. */
export function pickBrowser(rng: Rng): Toolchain {
  const version = 138 - rng.zipf(9);
  const roll = rng.next();
  if (roll < 0.45)
    return {
      userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
      ja4: BROWSER_JA4[version > 134 ? 1 : 0]!,
    };
  if (roll < 0.7)
    return {
      userAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
      ja4: BROWSER_JA4[version > 134 ? 1 : 0]!,
    };
  if (roll < 0.82)
    return { userAgent: `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`, ja4: BROWSER_JA4[2]! };
  return {
    userAgent: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_${rng.int(6)} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.${rng.int(6)} Mobile/15E148 Safari/604.1`,
    ja4: BROWSER_JA4[3]!,
  };
}

const SDKS: readonly (readonly [name: string, versions: readonly string[], ja4: string])[] = [
  ["python-httpx", ["0.28.1", "0.28.0", "0.27.2", "0.27.0", "0.26.0"], "t13d1811h1_85036bcba153_b26ce05bbdd6"],
  ["frontier-python", ["1.84.0", "1.83.1", "1.82.0", "1.79.0", "1.61.2"], "t13d1812h2_85036bcba153_d41ae481755e"],
  ["frontier-node", ["0.56.0", "0.55.1", "0.54.0", "0.50.3"], "t13d5212h1_b262b3658495_8e6e362c5eac"],
  ["node-fetch", ["3.3.2", "2.7.0"], "t13d5213h1_b262b3658495_8e6e362c5eac"],
  ["python-requests", ["2.32.4", "2.32.3", "2.31.0"], "t13d4312h1_c7886603b240_b26ce05bbdd6"],
  ["Go-http-client", ["2.0", "1.1"], "t13d1312h2_f57a46bbacb6_ab7e3b40a677"],
  ["curl", ["8.9.1", "8.5.0", "7.88.1"], "t13d3112h2_e8f1e7e78f70_375ca2c5e164"],
  ["okhttp", ["4.12.0", "5.0.0"], "t13d1613h2_46e7e9700bed_45f260be83e2"],
];

/** API clients of the kind that everybody uses. */
export function pickSdk(rng: Rng): Toolchain {
  const [name, versions, ja4] = SDKS[rng.zipf(SDKS.length)]!;
  return { userAgent: `${name}/${versions[rng.zipf(versions.length)]}`, ja4 };
}

/** A build of one's own: an odd handshake behind an ordinary user agent (old libraries, TLS inspection, a patched client). */
export function inventToolchain(rng: Rng): Toolchain {
  const { userAgent } = rng.chance(0.25) ? pickBrowser(rng) : pickSdk(rng);
  const tail = (): string => (rng.u32() * 65536 + (rng.u32() >>> 16)).toString(16).padStart(12, "0").slice(-12);
  return { userAgent, ja4: `t13d${rng.range(12, 53)}${rng.range(10, 18)}h${rng.range(1, 2)}_${tail()}_${tail()}` };
}

export const MODELS = ["frontier-4", "frontier-4-mini", "frontier-4-pro", "frontier-3.5"];
/** Released while the world runs. */
export const NEW_MODEL = "frontier-5";
export const CAPABILITIES = ["coding", "agentic", "reasoning", "tool_use", "vision", "chat", "data", "other"] as const;
export const PLANS = ["free", "starter", "pro", "team", "scale"];
export const REASONS = ["automated review", "payment dispute", "terms of service", "manual review", "unusual activity"];
