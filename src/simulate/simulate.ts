/**
 * Settings -> a world's events, truth and dossiers, as text in pieces: seeded, in roughly the order of time, in memory that grows with
 * accounts and not with events.
 */
import { DAY_MS } from "../tools/units.js";
import { Agenda, HAPPENING, SIGNUP, USAGE } from "./agenda.js";
import { writeDossiers } from "./hydra/operators.js";
import { Straggler } from "./hydra/straggler.js";
import { Rng } from "./random.js";
import { accountId, Renderer } from "./render.js";
import { scheduleDay } from "./traffic.js";
import type { World } from "./world.js";

/** Characters: small enough that a piece is still in the cache when it is encoded. */
const PIECE = 1 << 15;

/** The lines of `events.ndjson`, many at a time. */
export function* events(world: World): Generator<string> {
  const renderer = new Renderer(world);
  const agenda = new Agenda();
  const straggler = new Straggler(new Rng(world.settings.seed, 1301), world.settings);
  const signups = bySignup(world);
  let [nextSignup, nextHappening] = [0, 0];
  for (let day = world.start - DAY_MS; day < world.end; day += DAY_MS) {
    const until = day + DAY_MS;
    agenda.clear();
    for (; nextSignup < signups.length && world.accounts.signup[signups[nextSignup]!]! < until; nextSignup++) {
      agenda.add(world.accounts.signup[signups[nextSignup]!]!, signups[nextSignup]!, SIGNUP, 0);
    }
    for (; nextHappening < world.happenings.length && world.happenings[nextHappening]!.time < until; nextHappening++) {
      const { time, account, what } = world.happenings[nextHappening]!;
      if (what === "update" || what === "handover" || world.settings.status) agenda.add(time, account, HAPPENING, nextHappening);
    }
    if (day >= world.start) scheduleDay(world, day, agenda);
    yield* render(world, agenda, renderer, straggler);
  }
  yield straggler.rest();
}

function* render(world: World, agenda: Agenda, renderer: Renderer, straggler: Straggler): Generator<string> {
  let piece = "";
  for (const { time, account, action, detail } of agenda.entries()) {
    const line =
      action === USAGE
        ? renderer.usage(time, account, detail)
        : action === SIGNUP
          ? renderer.signup(time, account)
          : renderer.happening(world.happenings[detail]!);
    piece += straggler.pass(line);
    if (piece.length > PIECE) {
      yield piece;
      piece = "";
    }
  }
  if (piece !== "") yield piece;
}

function bySignup(world: World): Uint32Array {
  const { signup, size } = world.accounts;
  return Uint32Array.from({ length: size }, (_, i) => i).sort((a, b) => signup[a]! - signup[b]! || a - b);
}

/** The lines of `truth.ndjson`, in no telling order. */
export function* truth(world: World): Generator<string> {
  const { accounts, groups } = world;
  const replaced = replacements(world);
  let piece = "";
  for (const account of bySignup(world)) {
    const number = accounts.group[account]!;
    const { kind, campaign, twin } = groups[number]!;
    const line = {
      account: accountId(world, account),
      fraud: kind === "campaign" || kind === "promo_ring",
      group: kind === "individual" ? null : `g-${number}`,
      operator: campaign ? campaign.operator.id : null,
      kind,
      ...(campaign ? { level: campaign.level } : {}),
      ...(twin ? { twin: true } : {}),
      ...(replaced.has(account) ? { replaces: accountId(world, replaced.get(account)!) } : {}),
    };
    piece += `${JSON.stringify(line)}\n`;
    if (piece.length > PIECE) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

/** By account: the suspended one whose work it took over. */
function replacements(world: World): Map<number, number> {
  const replaced = new Map<number, number>();
  for (const { chains } of world.campaigns)
    for (const chain of chains)
      chain.slice(1).forEach((account, i) => {
        replaced.set(account, chain[i]!);
      });
  return replaced;
}

export function dossiers(world: World): object[] {
  return writeDossiers(world);
}
