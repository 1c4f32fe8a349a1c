/** What the API is served with: the store and whatever a command would open, handed in by who composes it. */
import type { Intake } from "../app/intake.js";
import type { Shelf } from "../app/look/shelf.js";
import type { Layouts } from "../app/report/render.js";
import type { Pseudonymise } from "../indicator/normalise/pseudonym.js";
import type { SignInRules } from "../model/access/sign-in.js";
import type { Policy } from "../model/enforcement/policy.js";
import type { Board } from "../ports/access/board.js";
import type { IdentityProvider } from "../ports/access/identity.js";
import type { Clock } from "../ports/clock.js";
import type { Delivery } from "../ports/delivery.js";
import type { Log } from "../ports/log.js";
import type { GraphStore } from "../ports/store.js";

export interface Serving {
  store: GraphStore;
  clock: Clock;
  /** The pseudonym key. */
  key: Uint8Array;
  pseudonymise: Pseudonymise;
  log: Log;
  /** What was read of the current run, as long as it is current. */
  shelf: Shelf;
  /** Takes events in. */
  intake: Intake;
  /** Where calls about accounts go: as `Platform.target`. */
  target: string;
  policy: Policy;
  /** The queues' pages below a path, loaded when they are asked for first; null where there are no queues. */
  board: ((path: string) => Promise<Board>) | null;
  /** What reports are laid out with. */
  layouts: Layouts;
  /** Where people sign in, and who may; null where none is configured. */
  signIn: { provider: IdentityProvider; rules: SignInRules } | null;
  /** Takes messages to webhooks and mailboxes. */
  delivery: Delivery;
  /** Has batches that are to be carried out carried out. */
  carryOut(): void;
  /** Asks for a clustering; it goes on by itself. */
  cluster(): Promise<{ state: "started" | "running" }>;
}
