/** Messages to people and programs outside: signed to a webhook, or by mail. */
import { TransientError } from "../errors.js";

export interface Attachment {
  name: string;
  /** Such as `application/pdf`. */
  type: string;
  content: Uint8Array;
}

export interface Message {
  /**
   * The same whenever this is sent to this receiver, by whomever, so that whoever gets it twice can tell: `webhook-id`, and the left part
   * of `Message-ID`. 1 to 100 of letters, digits, `-` and `_`.
   */
  id: string;
  /** JSON: what a webhook is sent. The same bytes under the same id. */
  body: string;
  /** What a mail says. One line. */
  subject: string;
  text: string;
  attachments?: readonly Attachment[];
}

export interface Delivery {
  /**
   * `to`: an https address, or `mailto:` and one address (`model/destination.ts`). Settles once the receiver has taken it; it is tried
   * `tries` times (4 by default), with the same id. Throws a `PermanentError` that names what to mend, a `LaterError` where trying again
   * later may help: neither holds an address, a secret, or what the receiver said.
   */
  send(to: string, message: Message, options?: { tries?: number }): Promise<void>;
  /** Ends what is under way, with a `LaterError`. */
  close(): Promise<void>;
}

/** It was tried, and may be tried again. */
export class LaterError extends TransientError {
  override readonly name: string = "LaterError";
  /** How long the receiver asked to be left alone, in ms; null where it did not say. */
  readonly afterMs: number | null;

  constructor(message: string, afterMs: number | null = null) {
    super(message);
    this.afterMs = afterMs;
  }
}
