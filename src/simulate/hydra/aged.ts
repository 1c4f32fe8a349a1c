/**
 * Accounts that are bought aged (Thomas et al. 2013, Trafficking Fraudulent Accounts): signed up long before by farmers who have nothing to
 * do with each other or the campaign, idle since, then changed to the buyer's particulars.
 */
import { DAY_MS, MINUTE_MS } from "../../tools/units.js";
import { address } from "../people/network.js";
import { mailLocal, ordinary, type Persona } from "../people/persona.js";
import { hash32, Rng } from "../random.js";
import { draw } from "../styles/draw.js";
import type { Aged } from "../styles/style.js";
import type { Accounts, Campaign, Happening, World } from "../world.js";

/** Addresses that a farmer signs up from: so many that few come twice. */
const FARM_ADDRESSES = 500;

/** Draws which accounts of a campaign are bought, moves their sign-ups back, and tells when they change hands. */
export function buyAged(
  campaign: Campaign,
  { accounts, happenings }: { accounts: Accounts; happenings: Happening[] },
  { shares, days }: Aged,
): void {
  const rng = new Rng(campaign.seed, 607);
  const { signup, from } = accounts;
  for (let i = 0; i < campaign.size; i++) {
    const account = campaign.first + i;
    if (!rng.chance(shares[campaign.level])) continue;
    campaign.aged[i] = 1;
    from[account] = signup[account]!;
    signup[account] = from[account]! - rng.between(...days) * DAY_MS;
    happenings.push({ time: from[account]! - rng.between(0.1, 1) * MINUTE_MS, account, what: "handover" });
  }
}

/** The persona under which a farmer signed an account up. */
export function farmerPersona(world: World, { farmers, mail }: Aged, account: number): Persona {
  const seed = world.accounts.seed[account]!;
  const own = new Rng(seed, 609);
  const farmer = own.zipf(5 + Math.round(Math.sqrt(world.accounts.size) / 10));
  const habits = new Rng(world.settings.seed, 608, farmer);
  const code = draw(habits, farmers);
  const country = world.style.people.countries.find((one) => one.code === code);
  if (!country) throw new Error(`style "${world.style.name}": farmers live in ${code}, which is not among its countries; add it`);
  const provider = draw(habits, mail);
  const pattern = habits.int(9);
  const persona = ordinary(world, own, country);
  persona.email = `${mailLocal(own, persona.first, persona.last, pattern)}@${provider}`;
  persona.payment = null;
  persona.organization = null;
  persona.signupPlace = address(world.style, hash32(world.settings.seed, 610, farmer), own.int(FARM_ADDRESSES), country);
  return persona;
}
