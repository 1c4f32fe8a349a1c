/** A platform's side of Cautery's calls: verified, each id done once. Takes a port. What is in memory here belongs in your database. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";

const accounts = new Map([["acc-1", { state: "active", before: "active", version: "v0", id: null as string | null }]]);
const answered = new Map<string, { body: string; answer: object }>(); // keep them for 30 days
const made = Object.entries({ suspend: "suspended", rate_limit: "rate_limited", verify: "verifying", watch: "watched" });
const key = Buffer.from(/^whsec_(.{32,})$/.exec(process.env.CAUTERY_PLATFORM_SECRET ?? "")![1], "base64"); // without it, no start

function isGenuine({ "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": given }: IncomingHttpHeaders, body: string) {
  const wanted = Buffer.from(`v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`);
  const isSame = (text: string) => text.length === wanted.length && timingSafeEqual(Buffer.from(text, "latin1"), wanted);
  return Math.abs(Date.now() / 1000 - Number(seconds)) < 300 && String(given).split(" ").some(isSame);
}

function receive(id: string, body: string): [status: number, answer?: object] {
  const known = answered.get(id);
  if (known) return known.body === body ? [200, known.answer] : [409];
  const { type, data } = JSON.parse(body);
  const account = accounts.get(data.account);
  if (!account || (type === "account.restore" && data.version !== account.version)) return [account ? 409 : 404];
  const { state: before, before: earlier } = account;
  const wanted = type === "account.restore" ? earlier : made.find(([verb]) => type === `account.${verb}`)?.[1];
  if (!wanted) return [400];
  const after = type === "account.restore" || before === data.expect ? wanted : before;
  if (after !== before) Object.assign(account, { state: after, before, version: `v${answered.size + 1}`, id });
  const answer = { account: data.account, before, after, changed: after !== before, version: account.version };
  answered.set(id, { body, answer }); // in one transaction with the change
  return [200, answer];
}

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  const account = new URL(request.url ?? "", "http://platform").searchParams.get("account") ?? "";
  const { before, ...standing } = accounts.get(account) ?? { before: null };
  const look: [number, object] = [before ? 200 : 404, { account, ...standing }];
  const reply = () => (request.method === "GET" ? look : receive(String(request.headers["webhook-id"]), body));
  const [status, answer] = isGenuine(request.headers, body) ? reply() : [401];
  response.writeHead(status).end(answer && JSON.stringify(answer));
}).listen(Number(process.argv[2]), "127.0.0.1", () => console.log(JSON.stringify(server.address())));
