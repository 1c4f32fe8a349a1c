/** Sessions: listed to whom they are of, with when each was used last, and ended by them or an admin; and what ends soon is said so. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { issueTicket, openSession, sessionsOf } from "../../src/app/access/sessions.js";
import { createToken } from "../../src/app/access/tokens.js";
import { type Office, office, STAFF } from "./office.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let at: Office;
beforeEach(async () => {
  at = await office();
});
afterEach(() => at.close());

interface Row {
  session: string;
  name: string;
  used_at: string;
  current: boolean;
}

/** A session of the person of that role, as a request brings it. */
async function session(role: keyof typeof STAFF) {
  const secret = await openSession(at.serving, await issueTicket(at.serving, { name: STAFF[role][0], role }));
  return { token: null, headers: { cookie: `__Host-cautery=${secret}`, "sec-fetch-site": "same-origin" } };
}

const listed = async (asked: object): Promise<Row[]> => (await at.json<{ items: Row[] }>("/v1/sessions", asked)).items;
const iso = (time: number): string => new Date(time).toISOString();

describe("the list of sessions", () => {
  it("has one's own, the latest first and the one that asks marked, and for an admin everybody's", async () => {
    const first = await session("viewer");
    at.now.at += MINUTE;
    const second = await session("viewer");
    await session("analyst");
    expect((await listed(first)).map(({ name, current }) => [name, current])).toEqual([
      ["vic", false],
      ["vic", true],
    ]);
    expect(await listed({ token: at.tokens.analyst })).toMatchObject([{ name: "ann", current: false }]);
    expect((await listed({ token: at.tokens.admin })).map(({ name }) => name).sort()).toEqual(["ann", "vic", "vic"]);
    expect(JSON.stringify(await listed(second))).not.toContain(second.headers.cookie.split("=")[1]);
  });

  it("tells when each was used last, to the minute, and forgets what has expired", async () => {
    const mine = await session("viewer");
    const opened = at.now.at;
    at.now.at += MINUTE - 1;
    expect((await listed(mine))[0].used_at).toBe(iso(opened));
    at.now.at += 1;
    expect((await listed(mine))[0].used_at).toBe(iso(at.now.at));
    at.now.at += DAY;
    expect(await sessionsOf(at.serving, null)).toEqual([]);
    expect(await at.serving.store.records("session")).toEqual([]);
  });
});

describe("a session", () => {
  const revoke = (id: string, asked: object) => at.ask(`/v1/sessions/${id}/revoke`, { method: "POST", ...asked });

  it("is ended by whose it is, or by an admin, and opens nothing then", async () => {
    const [one, other] = [await session("viewer"), await session("analyst")];
    const [mine] = await listed(one);
    expect((await revoke(mine.session, one)).status).toBe(200);
    expect((await at.ask("/v1/session", one)).status).toBe(401);
    const [theirs] = await listed(other);
    expect((await revoke(theirs.session, { token: at.tokens.admin })).status).toBe(200);
    expect((await at.ask("/v1/session", other)).status).toBe(401);
  });

  it("of another is none to who is no admin", async () => {
    const theirs = await session("analyst");
    const [{ session: id }] = await listed(theirs);
    expect((await revoke(id, await session("approver"))).status).toBe(404);
    expect((await revoke(id, { token: at.tokens.viewer })).status).toBe(404);
    expect((await at.ask("/v1/session", theirs)).status).toBe(200);
  });
});

describe("what ends soon", () => {
  it("is said so with each answer: a token in its last week, a session in its last hour", async () => {
    const { secret, token } = await createToken(at.serving, { name: "ann", role: "viewer", days: 30, marking: null, by: "eve" });
    const note = async (asked: object) => (await at.ask("/v1/runs", asked)).headers.get("cautery-note");
    const ends = iso(at.now.at + 30 * DAY);
    at.now.at += 23 * DAY - 1;
    expect(await note({ token: secret })).toBeNull();
    at.now.at += 1;
    expect(await note({ token: secret })).toBe(
      `this token (${token}) ends at ${ends}: an admin makes a new one (\`cautery tokens create\`)`,
    );
    const mine = await session("viewer");
    expect(await note(mine)).toBeNull();
    at.now.at += 11 * 60 * MINUTE;
    expect(await note(mine)).toMatch(/^this session .*: sign in again$/);
  });

  it("is asked for beside who one is", async () => {
    const { secret } = await createToken(at.serving, { name: "ann", role: "viewer", days: 1, marking: null, by: "eve" });
    const who = await at.json("/v1/session", { token: secret });
    expect(who).toMatchObject({ name: "ann", role: "viewer", expires_at: iso(at.now.at + DAY), note: expect.stringContaining("ends at") });
    expect(await at.json("/v1/session", { token: at.tokens.viewer })).toMatchObject({ expires_at: null, note: null });
  });
});
