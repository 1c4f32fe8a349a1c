/**
 * The reference platform's other port, for tests: GET /statistics, /accounts (effective changes by account and type), /states (of each
 * account that was changed, and by what), /faults; PUT /faults, /limit, /customers; POST /meddle. All bodies are JSON.
 */
import { createServer, type IncomingMessage } from "node:http";
import { z } from "zod";
import { faults } from "./faults.js";
import type { Customers } from "./ledger.js";
import { STATES } from "./message.js";
import { listen, type RunningPlatform, stop } from "./start.js";

const limit = z.strictObject({ rate: z.number().positive(), burst: z.number().positive().optional() }).nullable();
const ms = z.number().nonnegative().nullable();
/** Who passes a verification after how many ms; null: never. */
const customers = z.strictObject({ accounts: z.record(z.string(), ms).default({}), others: ms.default(null) });
const meddling = z.strictObject({ account: z.string(), state: z.enum(STATES) });

export function parseCustomers(given: unknown): Customers {
  const { accounts, others } = customers.parse(given);
  const known = new Map(Object.entries(accounts));
  return (account) => (known.has(account) ? known.get(account)! : others);
}

export async function startControl(platform: RunningPlatform, port = 0): Promise<{ url: string; close(): Promise<void> }> {
  const routes: Record<string, (body: unknown) => unknown> = {
    "GET /statistics": () => platform.statistics(),
    "GET /accounts": () => platform.ledger.counts(),
    "GET /states": () => platform.ledger.states(),
    "GET /faults": () => platform.faults(),
    "PUT /faults": (body) => platform.setFaults(faults.parse(body)),
    "PUT /limit": (body) => platform.setLimit(limit.parse(body)),
    "PUT /customers": (body) => platform.ledger.setCustomers(parseCustomers(body)),
    "POST /meddle": (body) => {
      const { account, state } = meddling.parse(body);
      platform.ledger.meddle(account, state);
    },
  };
  const server = createServer(async (request, response) => {
    try {
      const route = routes[`${request.method} ${request.url}`];
      const body = await bodyOf(request);
      if (route === undefined) return void response.writeHead(404).end();
      const answer = JSON.stringify(route(body) ?? {});
      response.writeHead(200, { "content-type": "application/json" }).end(answer);
    } catch (error) {
      response.writeHead(400).end(String(error));
    }
  });
  return { url: await listen(server, port), close: () => stop(server) };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? undefined : JSON.parse(text);
}
