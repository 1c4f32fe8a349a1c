/** What the workbench asks beside what programs do: a session by a token, whose work clusters are, their days, selections that are kept. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { daysOf } from "../../src/app/look/days.js";
import { type Office, office } from "./office.js";

let at: Office;
beforeAll(async () => {
  at = await office();
});
afterAll(() => at.close());

describe("a session by a token", () => {
  const begin = (token: string) => at.ask("/v1/session", { method: "POST", token: null, body: { token } });
  const cookieOf = (answer: Response) => answer.headers.get("set-cookie")!.split(";")[0];
  const asSession = (cookie: string) => at.ask("/v1/session", { token: null, headers: { cookie, "sec-fetch-site": "same-origin" } });

  it("is the token's person's, in the token's role, in a cookie that no script reads", async () => {
    const answer = await begin(at.tokens.analyst);
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-cautery=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    );
    expect(await (await asSession(cookieOf(answer))).json()).toMatchObject({ name: "ann", role: "analyst" });
  });

  it("is nobody's by what is no token, or a partner's", async () => {
    expect((await begin("cautery_".padEnd(51, "x"))).status).toBe(401);
    expect((await begin(at.tokens.partner)).status).toBe(401);
  });

  it("ends where the token is revoked", async () => {
    const { secret, token } = await at.json<{ secret: string; token: string }>("/v1/tokens", {
      method: "POST",
      token: at.tokens.admin,
      body: { name: "zoe", role: "viewer" },
      status: 201,
    });
    const cookie = cookieOf(await begin(secret));
    expect((await asSession(cookie)).status).toBe(200);
    await at.json(`/v1/tokens/${token}/revoke`, { method: "POST", token: at.tokens.admin });
    expect((await asSession(cookie)).status).toBe(401);
  });
});

describe("clusters by who works on them", () => {
  const ids = async (query: string) =>
    (await at.json<{ items: { cluster: string }[] }>(`/v1/clusters?${query}`)).items.map(({ cluster }) => cluster);

  it("are those whose work stands so; what nobody looked at is new, and nobody's", async () => {
    expect(await ids("state=new")).toEqual(["c-1", "c-2"]);
    await at.json("/v1/clusters/c-1/work", { method: "PUT", body: { assignee: "ann", state: "looked at", version: 0 } });
    expect(await ids("state=new")).toEqual(["c-2"]);
    expect(await ids("assignee=ann&state=looked%20at")).toEqual(["c-1"]);
    expect(await ids("assignee=bob")).toEqual([]);
    expect(await at.json("/v1/work")).toMatchObject({ items: [{ cluster: "c-1", assignee: "ann", state: "looked at", version: 1 }] });
  });
});

describe("days of clusters", () => {
  const DAY = 86_400_000;
  const member = (signupAt: number | null, suspendedAt: number | null) => ({ signupAt, suspendedAt, firstSeen: 3 * DAY });
  const held = {
    has: (id: string) => id === "c-1" || id === "c-2",
    list: { list: { columns: { firstSeen: Float64Array.of(2.5 * DAY, 3 * DAY), lastSeen: Float64Array.of(4 * DAY, 67 * DAY) } } },
    members: (id: string) =>
      id === "c-1" ? [member(2.6 * DAY, null), member(null, 66.5 * DAY), member(5.1 * DAY, 5 * DAY)] : [member(900 * DAY, null)],
  } as unknown as Parameters<typeof daysOf>[0];

  it("are counted in spans of whole days, the same for all, 32 at the most", () => {
    const { from, to, clusters } = daysOf(held, ["c-2", "c-9", "c-1"]);
    expect([from / DAY, to / DAY]).toEqual([2, 68]);
    expect(clusters.map(({ cluster }) => cluster)).toEqual(["c-2", "c-1"]);
    expect(clusters[1].births).toEqual([2, 1, ...new Array(20).fill(0)]);
    expect(clusters[1].suspensions).toEqual([0, 1, ...new Array(19).fill(0), 1]);
    expect(clusters[0].births.at(-1)).toBe(1); // what lies outside is at the rim
  });

  it("are told for clusters that there are, and for no more than 200 at once", async () => {
    const { items } = await at.json<{ items: { cluster: string; births: number[] }[] }>("/v1/days?cluster=c-1&cluster=none");
    expect(items.map(({ cluster }) => cluster)).toEqual(["c-1"]);
    expect(items[0].births.reduce((sum, each) => sum + each, 0)).toBe(5);
    await at.json(`/v1/days?${"cluster=c&".repeat(201)}`, { status: 422 });
  });
});

describe("a selection", () => {
  it("is kept under a name that the same accounts always have", async () => {
    const keep = async (accounts: string[]) =>
      (await at.json<{ name: string }>("/v1/selections", { method: "POST", token: at.tokens.viewer, body: { accounts }, status: 201 }))
        .name;
    const name = await keep(["b", "a"]);
    expect(await keep(["b", "a"])).toBe(name);
    expect(await keep(["a", "b"])).not.toBe(name);
    expect(await at.json(`/v1/selections/${name}`)).toEqual({ name, accounts: ["b", "a"] });
    await at.json("/v1/selections/none-of-ours", { status: 404 });
  });
});

describe("a plan that is only looked at", () => {
  it("says what the plan would, and leaves no batch", async () => {
    const body = { clusters: ["c-1"], reason: "to be looked at" };
    const { batch, accounts } = await at.json<{ batch: string; accounts: number }>("/v1/plans", { method: "POST", body });
    expect(accounts).toBeGreaterThan(0);
    expect(await at.json("/v1/batches")).toEqual({ items: [], next: null });
    expect(await at.json("/v1/batches", { method: "POST", body, status: 201 })).toMatchObject({ batch, accounts });
  });
});

describe("a batch that is watched", () => {
  it("is kept by no browser: its version changes with decisions, and outcomes come between them", async () => {
    const { batch } = await at.json<{ batch: string }>("/v1/batches", {
      method: "POST",
      body: { clusters: ["c-1"], reason: "to be watched" },
      status: 201,
    });
    const answer = await at.ask(`/v1/batches/${batch}`);
    expect(answer.headers.get("etag")).toMatch(/^"[0-9a-f]{16}"$/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});
