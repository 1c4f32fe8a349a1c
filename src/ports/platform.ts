/** The platform that owns the accounts. */
import type { AccountStanding, PlatformAnswer, PlatformCall } from "../model/enforcement/platform.js";

export interface Platform {
  /** Where calls go, without secrets: as `Plan.target`. */
  readonly target: string;
  /** Settles within the time-out; never throws for what the platform does. */
  send(call: PlatformCall): Promise<PlatformAnswer>;
  /** Null where it has no such account; `unclear` or `later` where it does not say. A target that cannot be asked answers `unclear`. */
  look(account: string): Promise<AccountStanding | null | Extract<PlatformAnswer, { is: "unclear" | "later" | "gone" }>>;
  close(): Promise<void>;
}
