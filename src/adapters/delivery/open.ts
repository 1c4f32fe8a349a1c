/**
 * The environment -> the delivery: CAUTERY_WEBHOOK_SECRET for webhooks, CAUTERY_SMTP_URL and CAUTERY_MAIL_FROM for mail, and
 * CAUTERY_DELIVERY_CA where their certificates are signed by an authority of one's own. What is not set is asked for when it is needed.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { PermanentError, UsageError } from "../../errors.js";
import { parseDestination } from "../../model/destination.js";
import type { Clock } from "../../ports/clock.js";
import { type Delivery, LaterError, type Message } from "../../ports/delivery.js";
import type { Resolve } from "../platform/addresses.js";
import { parseSecret } from "../platform/signature.js";
import { mailSender, parseMailServer, type SendMail } from "./mail.js";
import { type WebhookSender, webhookSender } from "./webhook.js";

export interface DeliveryOptions {
  /** Of a whole try, in ms. */
  timeoutMs?: number;
  /** Of `webhook-timestamp` and of dates in answers. */
  clock?: Clock;
  /** Finds the addresses of a name, before they are looked at. */
  resolve?: Resolve;
  /** Between two tries; ends early, by throwing, with the signal. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const TIMEOUT_MS = 15_000;
/** Before the second try, the third and so on; where the receiver asks for longer, that. */
const BACKOFF_MS = [1_000, 4_000, 16_000];
/** Who asks for longer than that is tried again by whoever sends. */
const LONGEST_MS = 60_000;
const ID = /^[\w-]{1,100}$/;

/** Opens nothing yet. Throws a `UsageError` that names the fix, and no secret, where what is set is wrong. */
export function openDelivery(env: NodeJS.ProcessEnv, options: DeliveryOptions = {}): Delivery {
  const { timeoutMs = TIMEOUT_MS, clock = { now: Date.now }, resolve, wait = waitFor } = options;
  const ca = env.CAUTERY_DELIVERY_CA ? authority(env.CAUTERY_DELIVERY_CA) : undefined;
  const secret = env.CAUTERY_WEBHOOK_SECRET;
  const webhooks: WebhookSender | null = secret
    ? webhookSender({ key: parseSecret("CAUTERY_WEBHOOK_SECRET", secret), ca, timeoutMs, clock, resolve })
    : null;
  const sendMail: SendMail | null = env.CAUTERY_SMTP_URL
    ? mailSender({ server: parseMailServer(env.CAUTERY_SMTP_URL), from: sender(env.CAUTERY_MAIL_FROM), ca, timeoutMs, resolve })
    : null;
  const closing = new AbortController();

  async function once(to: string, message: Message): Promise<void> {
    const destination = parseDestination(to);
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
    if (destination.is === "webhook") {
      if (webhooks === null)
        throw new PermanentError(
          "CAUTERY_WEBHOOK_SECRET is not set, by which webhooks are signed: set it, here and where they are received",
        );
      return webhooks.post(destination.url, message, signal);
    }
    if (sendMail === null) throw new PermanentError("CAUTERY_SMTP_URL is not set: set it and CAUTERY_MAIL_FROM, so that mail can be sent");
    return sendMail(destination.address, message, signal);
  }

  return {
    async send(to, message, { tries = BACKOFF_MS.length + 1 } = {}) {
      if (!ID.test(message.id)) throw new PermanentError("a message's id is 1 to 100 letters, digits, - and _: give one");
      for (let tried = 1; ; tried++) {
        try {
          return await once(to, message);
        } catch (error) {
          if (!(error instanceof LaterError) || tried >= tries || closing.signal.aborted) throw error;
          const ms = Math.max(BACKOFF_MS[Math.min(tried, BACKOFF_MS.length) - 1], error.afterMs ?? 0);
          if (ms > LONGEST_MS) throw error;
          await wait(ms, closing.signal);
        }
      }
    },
    async close() {
      closing.abort();
      await webhooks?.close();
    },
  };
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {
    throw new LaterError("stopped before the next try");
  });
}

function authority(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new UsageError("CAUTERY_DELIVERY_CA cannot be read: name a file of certificates (PEM)", { cause });
  }
}

function sender(from: string | undefined): string {
  const destination = from ? parseDestination(`mailto:${from}`) : null;
  if (destination?.is === "mail") return destination.address;
  throw new UsageError("CAUTERY_MAIL_FROM is not set: give the address that mail comes from, such as cautery@example.org");
}
