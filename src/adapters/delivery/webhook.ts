/** A message -> one signed POST (Standard Webhooks 1.0.0), and what its answer means. No redirect is followed, no proxy asked. */
import { Agent } from "undici";
import { PermanentError } from "../../errors.js";
import type { Clock } from "../../ports/clock.js";
import { LaterError, type Message } from "../../ports/delivery.js";
import { guardedLookup, type Resolve } from "../platform/addresses.js";
import { waitOf } from "../platform/answers.js";
import { signed } from "../platform/signature.js";
import { authorization } from "../platform/webhook.js";
import { failureOf, inside } from "./failures.js";

export interface WebhookSenderOptions {
  key: Uint8Array;
  /** PEM of what signs receivers' certificates; Node's own where there is none. */
  ca: string | undefined;
  /** Of a whole try, from the look-up to the status of the answer. */
  timeoutMs: number;
  clock: Clock;
  resolve?: Resolve;
}

export interface WebhookSender {
  post(url: URL, message: Message, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** These say what to mend; other statuses of 400 and more are explained by themselves. */
const MEND: Readonly<Record<number, string>> = {
  401: "give both sides the same CAUTERY_WEBHOOK_SECRET",
  403: "give both sides the same CAUTERY_WEBHOOK_SECRET",
  404: "check the address's path",
  410: "it wants no more: remove what sends there",
};

/** Worth another try: the receiver was slow, asks to wait, or met a fault of its own. */
const isPassing = (status: number) => [408, 425, 429].includes(status) || status >= 500;

export function webhookSender({ key, ca, timeoutMs, clock, resolve }: WebhookSenderOptions): WebhookSender {
  const agent = new Agent({
    headersTimeout: 0, // the whole try's is shorter
    bodyTimeout: 0,
    connect: { timeout: timeoutMs, lookup: guardedLookup(resolve, inside), ca },
  });
  const always = { "content-type": "application/json", "user-agent": "cautery" };

  return {
    async post(url, { id, body }, signal) {
      const headers = { ...always, ...authorization(url), ...signed(key, id, Math.floor(clock.now() / 1000), body) };
      const path = `${url.pathname}${url.search}`;
      let status: number;
      let retryAfter: string | string[] | undefined;
      try {
        const asked = { origin: url.origin, path, method: "POST", headers, body, signal } as const;
        const response = await agent.request(asked);
        status = response.statusCode;
        retryAfter = response.headers["retry-after"];
        response.body.on("error", () => {}).destroy(); // what it says is of no use
      } catch (error) {
        throw failureOf("the webhook", error);
      }
      if (status >= 200 && status < 300) return;
      if (isPassing(status)) throw new LaterError(`the webhook answered ${status}`, waitOf([retryAfter].flat()[0], clock.now()));
      if (status < 400)
        throw new PermanentError(`the webhook answered ${status}, and no redirect is followed: give the address it leads to`);
      throw new PermanentError(`the webhook answered ${status}: ${MEND[status] ?? "look there why it refuses the message"}`);
    },
    close: () => agent.destroy(),
  };
}
