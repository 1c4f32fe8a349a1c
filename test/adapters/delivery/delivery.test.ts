/** Messages -> real servers: what they got, how often it was tried, and what is said of those that cannot be delivered. */
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it } from "vitest";
import { type DeliveryOptions, openDelivery } from "../../../src/adapters/delivery/open.js";
import { PermanentError } from "../../../src/errors.js";
import { LaterError, type Message } from "../../../src/ports/delivery.js";
import { certificate, closeReceivers, closing, mailReceiver, webhookReceiver } from "./receivers.js";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const MESSAGE: Message = {
  id: "al-1",
  body: JSON.stringify({ type: "alert", data: { cluster: "c-4f1d" } }),
  subject: "c-4f1d is new\r\nBcc: eve@example.org",
  text: "A new cluster of 40 accounts.",
};
const BOB = "mailto:bob@example.org";

afterEach(closeReceivers);

/** Waits for nothing, and notes for how long it would have. */
function delivery(env: NodeJS.ProcessEnv, options: DeliveryOptions = {}) {
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  return { waits, ...closing(openDelivery({ CAUTERY_WEBHOOK_SECRET: SECRET, ...env }, { timeoutMs: 5_000, wait, ...options })) };
}

const mailEnv = (port: number, ca: string, { scheme = "smtps", auth = "" } = {}) => ({
  CAUTERY_SMTP_URL: `${scheme}://${auth}localhost:${port}`,
  CAUTERY_MAIL_FROM: "cautery@example.org",
  CAUTERY_DELIVERY_CA: ca,
});

const errorOf = (sent: Promise<void>): Promise<Error> =>
  sent.then(
    () => {
      throw new Error("it was sent");
    },
    (error) => error,
  );

/** Everything that a log could say of it. */
const told = (error: Error) => `${error.stack} ${JSON.stringify(error)} ${error.cause ?? ""}`;

describe("a message to a webhook", () => {
  it("is one POST that the official library verifies", async () => {
    const { url, posted } = await webhookReceiver();
    await delivery({}).send(url, MESSAGE);
    const [{ path, headers, body }] = posted;
    expect([posted.length, path, headers["content-type"], headers["webhook-id"]]).toEqual([
      1,
      "/hooks/secret-path",
      "application/json",
      "al-1",
    ]);
    expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(MESSAGE.body));
  });

  it("goes over TLS to whom the configured authority vouches for, and to nobody else", async () => {
    const made = certificate();
    const { url, posted } = await webhookReceiver(undefined, made);
    await delivery({ CAUTERY_DELIVERY_CA: made.ca }).send(url, MESSAGE);
    expect(posted.length).toBe(1);
    const error = await errorOf(delivery({}).send(url, MESSAGE));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toContain("CAUTERY_DELIVERY_CA");
    expect(posted.length).toBe(1);
  });

  it("is tried again with the same id and bytes, later each time, and as late as the receiver asks", async () => {
    const { url, posted } = await webhookReceiver([{ status: 500 }, { status: 429, headers: { "retry-after": "9" } }, { status: 200 }]);
    const { send, waits } = delivery({});
    await send(url, MESSAGE);
    expect(waits).toEqual([1_000, 9_000]);
    expect(posted.map(({ headers, body }) => [headers["webhook-id"], body])).toEqual(Array(3).fill(["al-1", MESSAGE.body]));
  });

  it("is given up after four tries, or at once where the receiver asks for more than a minute", async () => {
    const broken = await webhookReceiver([{ status: 502 }]);
    const first = delivery({});
    expect(await errorOf(first.send(broken.url, MESSAGE))).toMatchObject({ name: "LaterError", afterMs: null });
    expect([broken.posted.length, first.waits]).toEqual([4, [1_000, 4_000, 16_000]]);
    const busy = await webhookReceiver([{ status: 503, headers: { "retry-after": "3600" } }]);
    expect(await errorOf(delivery({}).send(busy.url, MESSAGE))).toMatchObject({ name: "LaterError", afterMs: 3_600_000 });
    expect(busy.posted.length).toBe(1);
  });

  it.each([
    [{ status: 302, headers: { location: "http://127.0.0.1/elsewhere" } }, /no redirect is followed/],
    [{ status: 401 }, /CAUTERY_WEBHOOK_SECRET/],
    [{ status: 404 }, /path/],
    [{ status: 410 }, /remove/],
    [{ status: 422 }, /look there/],
  ])("that is answered %j is not tried again", async (answer, says) => {
    const { url, posted } = await webhookReceiver([answer]);
    const error = await errorOf(delivery({}).send(url, MESSAGE));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toMatch(says);
    expect(posted.length).toBe(1);
  });

  it("is over in time where nobody answers or nobody is there, and says so without the address", async () => {
    const { url, port } = await webhookReceiver([null]);
    const silent = await errorOf(delivery({}, { timeoutMs: 50 }).send(url, MESSAGE));
    expect([silent.name, silent.message]).toEqual(["LaterError", "the webhook did not answer in time"]);
    await closeReceivers();
    const gone = await errorOf(delivery({}).send(url, MESSAGE));
    expect([gone.name, gone.message]).toEqual(["LaterError", "the webhook cannot be reached (ECONNREFUSED)"]);
    for (const error of [silent, gone]) expect(told(error)).not.toMatch(new RegExp(`secret-path|${port}`));
  });

  it("goes to no name that leads inside, and not over http to another machine", async () => {
    const inside: DeliveryOptions["resolve"] = (_, found) => setImmediate(found, null, [{ address: "169.254.169.254", family: 4 }]);
    const led = await errorOf(delivery({}, { resolve: inside }).send("https://hooks.example.org/x", MESSAGE));
    expect(led).toBeInstanceOf(PermanentError);
    expect(led.message).toContain("public internet");
    expect(told(led)).not.toContain("hooks.example.org");
    const plain = await errorOf(delivery({}).send("http://hooks.example.org/x", MESSAGE));
    expect(plain.message).toContain("https");
  });

  it("needs a secret, and an id that headers take", async () => {
    const { url, posted } = await webhookReceiver();
    expect((await errorOf(delivery({ CAUTERY_WEBHOOK_SECRET: "" }).send(url, MESSAGE))).message).toContain("CAUTERY_WEBHOOK_SECRET");
    expect((await errorOf(delivery({}).send(url, { ...MESSAGE, id: "a\r\nb" }))).message).toContain("id");
    expect(() => openDelivery({ CAUTERY_WEBHOOK_SECRET: "whsec_c2hvcnQ=" })).toThrow("CAUTERY_WEBHOOK_SECRET has 5 bytes");
    expect(posted).toEqual([]);
  });

  it("ends with the delivery, also between two tries", async () => {
    const { url, posted } = await webhookReceiver([{ status: 500 }]);
    const opened = openDelivery({ CAUTERY_WEBHOOK_SECRET: SECRET });
    const sent = errorOf(opened.send(url, MESSAGE));
    await expect.poll(() => posted.length).toBe(1);
    await opened.close();
    expect(await sent).toBeInstanceOf(LaterError);
  });
});

describe("a message by mail", () => {
  it("goes over TLS, with the caller's id, and says what it was given and no more", async () => {
    const made = certificate();
    const { port, mailed } = await mailReceiver({ ...made, ca: undefined, secure: true });
    const attachments = [{ name: "report.pdf", type: "application/pdf", content: new TextEncoder().encode("%PDF-1") }];
    await delivery(mailEnv(port, made.ca, { auth: "me:p%40ss@" })).send(BOB, { ...MESSAGE, attachments });
    const [{ from, to, secure, user, raw }] = mailed;
    expect([from, to, secure, user]).toEqual(["cautery@example.org", ["bob@example.org"], true, "me"]);
    expect(raw).toMatch(/^Message-ID: <al-1@example\.org>\r$/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(raw).toContain("A new cluster of 40 accounts.");
    expect(raw).toMatch(/filename=report\.pdf/);
    expect(raw).toContain(Buffer.from("%PDF-1").toString("base64"));
    expect(raw).not.toMatch(/^Bcc:/im);
  });

  it("goes by STARTTLS where the server speaks that, and to none that speaks no TLS", async () => {
    const made = certificate();
    const starting = await mailReceiver({ ...made, ca: undefined });
    await delivery(mailEnv(starting.port, made.ca, { scheme: "smtp" })).send(BOB, MESSAGE);
    expect(starting.mailed.map(({ secure }) => secure)).toEqual([true]);
    const plain = await mailReceiver({ disabledCommands: ["STARTTLS"] });
    const error = await errorOf(delivery(mailEnv(plain.port, made.ca, { scheme: "smtp" })).send(BOB, MESSAGE));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toContain("TLS");
    expect(plain.mailed).toEqual([]);
  });

  it.each(["smtps", "smtp"])("is given to no server that nobody vouches for (%s)", async (scheme) => {
    const [theirs, ours] = [certificate(), certificate()];
    const { port, mailed } = await mailReceiver({ ...theirs, ca: undefined, secure: scheme === "smtps" });
    const error = await errorOf(delivery(mailEnv(port, ours.ca, { scheme })).send(BOB, MESSAGE));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toContain("CAUTERY_DELIVERY_CA");
    expect(mailed).toEqual([]);
  });

  it("is tried again with the same id where the server says that it may be, and not where it refuses", async () => {
    const made = certificate();
    const { port, mailed } = await mailReceiver({ ...made, ca: undefined, secure: true }, [451, 0, 554]);
    const { send, waits } = delivery(mailEnv(port, made.ca));
    await send(BOB, MESSAGE);
    expect(waits).toEqual([1_000]);
    expect(mailed.map(({ raw }) => /^Message-ID: (.*)\r$/m.exec(raw)?.[1])).toEqual(Array(2).fill("<al-1@example.org>"));
    const error = await errorOf(send(BOB, MESSAGE));
    expect(error.message).toContain("554");
    expect(told(error)).not.toContain("bob@");
    expect(mailed.length).toBe(3);
  });

  it("names the fix where the password is wrong or the server is away, and tells neither address nor password", async () => {
    const made = certificate();
    const { port } = await mailReceiver({ ...made, ca: undefined, secure: true });
    const refused = await errorOf(delivery(mailEnv(port, made.ca, { auth: "me:wrong@" })).send(BOB, MESSAGE));
    expect(refused).toBeInstanceOf(PermanentError);
    expect(refused.message).toContain("CAUTERY_SMTP_URL");
    await closeReceivers();
    const away = await errorOf(delivery(mailEnv(port, "")).send(BOB, MESSAGE));
    expect([away.name, away.message]).toEqual(["LaterError", "the mail server cannot be reached (ECONNREFUSED)"]);
    for (const error of [refused, away]) expect(told(error)).not.toMatch(new RegExp(`wrong|bob@|localhost|${port}`));
  });

  it("goes to no server whose name leads inside", async () => {
    const inside: DeliveryOptions["resolve"] = (_, found) => setImmediate(found, null, [{ address: "10.0.0.1", family: 4 }]);
    const env = { CAUTERY_SMTP_URL: "smtps://mail.example.org", CAUTERY_MAIL_FROM: "cautery@example.org" };
    expect((await errorOf(delivery(env, { resolve: inside }).send(BOB, MESSAGE))).message).toContain("public internet");
  });

  it("needs a server, a sender and one address", async () => {
    expect((await errorOf(delivery({}).send(BOB, MESSAGE))).message).toContain("CAUTERY_SMTP_URL is not set");
    expect((await errorOf(delivery({}).send("mailto:a@example.org,b@example.org", MESSAGE))).message).toContain("not one mail address");
    expect(() => openDelivery({ CAUTERY_SMTP_URL: "smtps://h" })).toThrow("CAUTERY_MAIL_FROM is not set");
    expect(() => openDelivery({ CAUTERY_SMTP_URL: "https://me:secret@h" })).toThrow(/^CAUTERY_SMTP_URL is no address of a mail server/);
    expect(() => openDelivery({ CAUTERY_SMTP_URL: "smtps://me:100%@h" })).toThrow("percent-encoded");
    expect(() => openDelivery({ CAUTERY_DELIVERY_CA: "/nowhere.pem" })).toThrow("CAUTERY_DELIVERY_CA cannot be read");
  });
});
