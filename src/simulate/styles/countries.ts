/**
 * A mix of country codes -> the countries of a style: clocks, carriers, card schemes, names and mail of each. Carriers are the autonomous
 * systems under which they are commonly listed; the addresses in them are invented.
 */
import {
  AFRICAN,
  ARABIC,
  CHINESE,
  ENGLISH,
  FRENCH,
  GERMAN,
  INDIAN,
  ITALIAN,
  JAPANESE,
  KOREAN,
  MALAY,
  NORDIC,
  PORTUGUESE,
  SLAVIC,
  SPANISH,
  THAI,
  TURKISH,
  VIETNAMESE,
} from "./names.js";
import type { Country, Names, Weighted } from "./style.js";

/**
 * Code, dialling code, language, zones (summer time), home carriers, mobile carriers, first digits of cards. Card schemes by the Nilson
 * Report and the BIS Red Book in kind (Visa and Mastercard nearly everywhere, UnionPay 62 in China, JCB 35 in Japan, RuPay 60 and 65 in
 * India, Mir 2200 in Russia, Elo 6363 in Brazil, Troy 9792 in Turkey, Verve 5061 in Nigeria, Amex 37 in the US); how often each is assumed.
 */
const ROWS = `
US 1 en-US America/New_York:-4,America/Chicago:-5,America/Los_Angeles:-7 7922,20115,701,22773,7018,209 21928,6167,20057 4,4,4,5,5,37
CA 1 en-CA America/Toronto:-4,America/Vancouver:-7 812,577,852,6327 812,36522 4,4,5,5,37
MX 52 es-MX America/Mexico_City:-6 8151,13999,17072 28403,22884 4,4,5
BR 55 pt-BR America/Sao_Paulo:-3 28573,27699,18881,8167 26599,26615 5,5,5,4,4,6363
AR 54 es-AR America/Argentina/Buenos_Aires:-3 7303,22927,10481 27747,16814 4,4,5
CO 57 es-CO America/Bogota:-5 10620,3816,13489 26611,27831 4,5,5
PE 51 es-PE America/Lima:-5 6147,12252,21575 12252,21575 4,4,5
CL 56 es-CL America/Santiago:-4 7418,22047,27651 27651,7418 4,4,5
GB 44 en-GB Europe/London:1 2856,5089,5607,13285 12576,25135 4,4,4,5
IE 353 en-IE Europe/Dublin:1 5466,6830,15502 15502,13280 4,4,5
DE 49 de-DE Europe/Berlin:2 3320,31334,8881,6805 6805,3209 5,5,4,4
FR 33 fr-FR Europe/Paris:2 3215,12322,15557,5410 51207,21502 4,4,5,5
IT 39 it-IT Europe/Rome:2 3269,12874,1267 30722,24608 4,5,5
ES 34 es-ES Europe/Madrid:2 3352,12479,12430 12430,16299 4,4,5
PT 351 pt-PT Europe/Lisbon:1 3243,2860,12353 12353,2860 4,5
NL 31 nl-NL Europe/Amsterdam:2 1136,33915,50266 31615,15480 5,5,4
BE 32 nl-BE Europe/Brussels:2 5432,6848 5432,47377 5,4
CH 41 de-CH Europe/Zurich:2 3303,6830,13030 15796,3303 5,5,4
AT 43 de-AT Europe/Vienna:2 8447,8412,6830 25255,8447 5,5,4
SE 46 sv-SE Europe/Stockholm:2 3301,2119,8473 44034,1257 5,4,4
NO 47 nb-NO Europe/Oslo:2 2119,29695,15659 2119,8542 4,4,5
DK 45 da-DK Europe/Copenhagen:2 3292,39554,15516 39554,44034 4,4,5
FI 358 fi-FI Europe/Helsinki:3 1759,719,16086 16086,1759 4,5
PL 48 pl-PL Europe/Warsaw:2 5617,21021,12741 8374,39603 5,4,4
CZ 420 cs-CZ Europe/Prague:2 5610,16019,13036 13036,16019 4,4,5
RO 40 ro-RO Europe/Bucharest:3 8708,9050 12302,8953 4,4,5
UA 380 uk-UA Europe/Kyiv:3 15895,6849,13249 21497,34058 4,5,5
RU 7 ru-RU Europe/Moscow:3,Asia/Yekaterinburg:5 12389,8402,25513 8359,31133,16345 2200,2200,2200,4,5
TR 90 tr-TR Europe/Istanbul:3 9121,34984,47331 16135,15897 4,4,5,5,9792
EG 20 ar-EG Africa/Cairo:3 8452,24863,36992 36935,24835 4,4,5
NG 234 en-NG Africa/Lagos:1 37282,36873 29465,36873 5,5,4,5061
KE 254 en-KE Africa/Nairobi:3 33771,36926 33771,36926 4,4,5
ZA 27 en-ZA Africa/Johannesburg:2 3741,37457,5713 29975,16637 5,5,4
IN 91 en-IN Asia/Kolkata:5.5 24560,9829,17488,45609 55836,45271 60,65,60,4,4,5
PK 92 en-PK Asia/Karachi:5 17557,9541,23674 45669,59257 4,5,5
BD 880 bn-BD Asia/Dhaka:6 17494,23688,58717 24389,24432 4,4,5
ID 62 id-ID Asia/Jakarta:7 7713,23700,17451 23693,24203 4,5,5
PH 63 en-PH Asia/Manila:8 9299,4775,17639 10139,132199 4,4,5
VN 84 vi-VN Asia/Ho_Chi_Minh:7 45899,18403,7552 24086,131429 4,4,5,9704
TH 66 th-TH Asia/Bangkok:7 17552,45629,23969 131445,132061 4,4,5
MY 60 ms-MY Asia/Kuala_Lumpur:8 4788,38466 9534,10030 4,5,5
SG 65 en-SG Asia/Singapore:8 9506,4773,10091 45143,4657 4,4,5
HK 852 zh-HK Asia/Hong_Kong:8 4760,9269,10103 9304,17924 4,4,5,62
TW 886 zh-TW Asia/Taipei:8 3462,4780,9924 24158,9674 4,4,5,35
CN 86 zh-CN Asia/Shanghai:8 4134,4837,4808 9808,56040 62,62,62,62,4
JP 81 ja-JP Asia/Tokyo:9 2516,17676,4713,2518 9605,17676 4,4,35,35,5
KR 82 ko-KR Asia/Seoul:9 4766,9318,3786 9644,17858 4,5,5,9
AU 61 en-AU Australia/Sydney:10,Australia/Perth:8 1221,4804,7545 133612,4804 4,4,5
`;

const NAMES: readonly (readonly [codes: string, names: Names])[] = [
  ["US CA GB IE AU", ENGLISH],
  ["MX AR CO PE CL ES", SPANISH],
  ["BR PT", PORTUGUESE],
  ["DE AT CH NL BE", GERMAN],
  ["FR", FRENCH],
  ["IT RO", ITALIAN],
  ["SE NO DK FI", NORDIC],
  ["PL CZ UA RU", SLAVIC],
  ["TR", TURKISH],
  ["EG", ARABIC],
  ["NG KE ZA", AFRICAN],
  ["IN PK BD", INDIAN],
  ["ID PH MY", MALAY],
  ["VN", VIETNAMESE],
  ["TH", THAI],
  ["SG HK TW CN", CHINESE],
  ["JP", JAPANESE],
  ["KR", KOREAN],
];

/**
 * Providers by country. US, DE, FR and PL: Mapp Global Provider Report 2019 (Gmail 50.1, Verizon's Yahoo and AOL 22.6, Microsoft 12.4,
 * Comcast 2.0, Apple 1.6 and AT&T 1.1% in the US; GMX and WEB.DE 39.9, Gmail 15.3, T-Online 11.9% in Germany; Gmail 26.9, Microsoft 25.9,
 * Orange 17.8% in France; WP 26.4, Gmail 25.4% in Poland); what is missing to 100 there, and all other countries, assumed: that these
 * portals lead at home is well known, their shares are not.
 */
const MAIL: Readonly<Record<string, string>> = {
  US: "gmail.com 50.1 yahoo.com 18 aol.com 4.6 outlook.com 6.4 hotmail.com 6 comcast.net 2 icloud.com 6 att.net 1.1 proton.me 2",
  DE: "gmx.de 21 web.de 18.9 gmail.com 15.3 t-online.de 11.9 outlook.de 7 hotmail.de 5 yahoo.de 5 freenet.de 4 posteo.de 2",
  FR: "gmail.com 26.9 hotmail.fr 14 outlook.fr 11.9 orange.fr 12 wanadoo.fr 5.8 free.fr 8 laposte.net 5 sfr.fr 5 yahoo.fr 8",
  PL: "wp.pl 18 o2.pl 8.4 gmail.com 25.4 onet.pl 13 interia.pl 10 op.pl 5 poczta.fm 2",
  CZ: "seznam.cz 55 gmail.com 25 email.cz 8 centrum.cz 6 post.cz 2",
  RU: "mail.ru 38 yandex.ru 28 gmail.com 18 bk.ru 5 inbox.ru 4 list.ru 4 rambler.ru 3",
  UA: "gmail.com 55 ukr.net 25 i.ua 6 meta.ua 4 yahoo.com 3",
  CN: "qq.com 55 163.com 22 126.com 8 foxmail.com 4 sina.com 4 gmail.com 4 139.com 3",
  KR: "naver.com 52 gmail.com 32 hanmail.net 8 daum.net 4 kakao.com 3",
  JP: "gmail.com 42 yahoo.co.jp 24 icloud.com 9 docomo.ne.jp 9 ezweb.ne.jp 6 softbank.ne.jp 4 outlook.jp 3",
  IT: "gmail.com 42 libero.it 20 hotmail.it 12 virgilio.it 6 alice.it 5 yahoo.it 5 tiscali.it 3",
  ES: "gmail.com 62 hotmail.com 20 hotmail.es 6 yahoo.es 5 outlook.es 4 telefonica.net 1",
  BR: "gmail.com 58 hotmail.com 18 outlook.com 9 yahoo.com.br 6 uol.com.br 4 bol.com.br 2 terra.com.br 1",
  GB: "gmail.com 40 hotmail.co.uk 13 outlook.com 10 yahoo.co.uk 12 btinternet.com 8 icloud.com 6 sky.com 4 virginmedia.com 3",
  CH: "gmail.com 32 bluewin.ch 18 gmx.ch 14 hotmail.com 10 proton.me 8 outlook.com 7 sunrise.ch 4",
  AT: "gmail.com 30 gmx.at 26 hotmail.com 10 a1.net 8 aon.at 6 chello.at 4",
  NL: "gmail.com 45 hotmail.com 20 ziggo.nl 8 kpnmail.nl 7 live.nl 7 outlook.com 5 xs4all.nl 2",
  BE: "gmail.com 40 hotmail.com 22 telenet.be 14 skynet.be 8 proximus.be 5",
  VN: "gmail.com 86 yahoo.com.vn 4 outlook.com 4 icloud.com 4",
  TW: "gmail.com 68 yahoo.com.tw 18 hotmail.com 6 icloud.com 4",
  HK: "gmail.com 55 yahoo.com.hk 15 hotmail.com 10 qq.com 6 icloud.com 6",
  IN: "gmail.com 88 yahoo.in 4 rediffmail.com 3 outlook.com 4",
};

/** Countries of the shares given, those of which nothing is known in particular with the mail of everybody. */
export function mixOf(shares: Readonly<Record<string, number>>): Country[] {
  return Object.entries(shares).map(([code, weight]) => {
    const country = COUNTRIES.get(code);
    if (!country) throw new Error(`style: no country "${code}"; add it to src/simulate/styles/countries.ts`);
    return { ...country, weight };
  });
}

const COUNTRIES: ReadonlyMap<string, Country> = new Map(
  ROWS.trim()
    .split("\n")
    .map(parse)
    .map((country) => [country.code, country]),
);

function parse(row: string): Country {
  const [code, dial, language, zones, isps, mobile, schemes] = row.split(" ") as [string, string, string, string, string, string, string];
  const numbers = (text: string): number[] => text.split(",").map(Number);
  const names = NAMES.find(([codes]) => codes.split(" ").includes(code))?.[1];
  return {
    code,
    weight: 0,
    dial,
    language,
    zones: zones.split(",").map((zone) => [zone.split(":")[0]!, Number(zone.split(":")[1])]),
    isps: numbers(isps),
    mobile: numbers(mobile),
    schemes: schemes.split(","),
    ...(names ? { names } : {}),
    ...(MAIL[code] ? { mail: weighted(MAIL[code]) } : {}),
  };
}

/** "gmail.com 50 yahoo.com 20" -> names with their weights. */
export function weighted(text: string): Weighted<string> {
  const words = text.split(" ");
  return words.flatMap((word, i) => (i % 2 === 0 ? [[word, Number(words[i + 1])] as const] : []));
}
