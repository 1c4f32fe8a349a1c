/** TAXII 2.1 as a partner asks it: what its token sees, page by page, and what comes again when it changed or was withdrawn. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createToken } from "../../src/app/access/tokens.js";
import { Feed } from "../../src/app/taxii/feed.js";
import { select } from "../../src/app/taxii/select.js";
import type { Marking } from "../../src/model/dossier.js";
import type { GraphStore } from "../../src/ports/store.js";
import { LINKS, runOf } from "../app/enforcement/store.js";
import { type Office, office } from "./office.js";

const PARTNER = "/taxii2/shared/collections/partner";
const TAXII = "application/taxii+json;version=2.1";
type Stix = { type: string; id: string; name?: string; created?: string; modified?: string; revoked?: boolean } & Record<string, unknown>;
type Page = { more?: boolean; next?: string; objects?: Stix[] };

let at: Office;
const open = async () => {
  at = await office();
  await operator("op-a", { name: "Alder", aliases: ["Elsbeere"], indicators: [{ kind: "asn", value: "64511" }] });
};
const oneForAll = () => {
  beforeAll(open);
  afterAll(() => at.close());
};
const oneForEach = () => {
  beforeEach(open);
  afterEach(() => at.close());
};

const operator = (id: string, body: object) => at.json(`/v1/operators/${id}`, { method: "PUT", body });
const token = async (marking: Marking, more: object = {}) =>
  (await createToken(at.serving, { name: "lab", role: "partner", days: null, marking, by: "eve", ...more })).secret;
const ask = (path: string, headers = {}) => at.ask(path, { token: at.tokens.partner, headers });
const page = (path: string, secret = at.tokens.partner) => at.json<Page>(path, { token: secret });
const objects = async (path = `${PARTNER}/objects/`) => (await page(path)).objects ?? [];
const ofType = async (type: string) => await objects(`${PARTNER}/objects/?match[type]=${type}`);

/** A run in which c-1 is op-a's so surely. */
async function attributed(confidence: number) {
  at.now.at += 60_000;
  const attribution = [{ operator: "op-a", confidence, likelihood: "likely" }];
  await at.serving.store.saveRun(runOf({ "c-1": "a b c d e" }, LINKS, { attribution }), { at: at.now.at, ledger: 1 });
}

describe("where it begins", () => {
  oneForAll();

  it("is discovered, with one API root, whose collections are a level of the Traffic Light Protocol each", async () => {
    const { default: root, api_roots } = await at.json<{ default: string; api_roots: string[] }>("/taxii2/", { token: at.tokens.partner });
    expect(api_roots).toEqual([root]);
    const { versions } = await at.json<{ versions: string[] }>(root, { token: at.tokens.partner });
    expect(versions).toEqual([TAXII]);
    const { collections } = await at.json<{ collections: { id: string; alias: string; title: string }[] }>(`${root}collections/`, {
      token: at.tokens.partner,
    });
    expect(collections.map(({ alias, title }) => [alias, title])).toEqual([
      ["public", "TLP:CLEAR"],
      ["partner", "TLP:GREEN"],
    ]);
    for (const { id, alias } of collections) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(await page(`${root}collections/${id}/objects/`)).toEqual(await page(`${root}collections/${alias}/objects/`));
    }
  });

  it("shows a collection of a stronger level as one that there is not", async () => {
    const clear = await token("clear");
    expect((await at.ask("/taxii2/shared/collections/public/", { token: clear })).status).toBe(200);
    for (const path of ["", "objects/", "manifest/", "objects/x--1/", "objects/x--1/versions/"])
      expect((await at.ask(`${PARTNER}/${path}`, { token: clear })).status, path).toBe(404);
  });

  it("takes the token as a password, too: TAXII's clients know nothing else", async () => {
    const basic = (secret: string) => ({ authorization: `Basic ${btoa(`lab:${secret}`)}` });
    expect((await at.ask("/taxii2/", { token: null, headers: basic(at.tokens.partner) })).status).toBe(200);
    expect((await at.ask("/taxii2/", { token: null, headers: basic(at.tokens.admin) })).status).toBe(403);
    expect((await at.ask("/v1/clusters", { token: null, headers: basic(at.tokens.viewer) })).status).toBe(401);
    const refused = await at.ask("/taxii2/", { token: null });
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="cautery", Basic realm="cautery"']);
  });
});

describe("its form", () => {
  oneForAll();

  it.each([
    [TAXII, 200],
    ["application/taxii+json", 200],
    ['text/html, application/taxii+json; version="2.1"', 200],
    ["*/*", 200],
    ["application/taxii+json;version=2.0", 406],
    ["application/json", 406],
    ["text/html, */*;q=0", 406],
  ])("accept: %s is answered %i", async (accept, status) => {
    const answer = await ask("/taxii2/", { accept });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([status, TAXII]);
  });

  it.each([
    ["/taxii2/shared/collections/none/", 404],
    ["/taxii2/none/", 404],
    [`${PARTNER}/objects/indicator--x/`, 404],
    [`${PARTNER}/objects/?limit=0`, 400],
    [`${PARTNER}/objects/?added_after=yesterday`, 400],
    [`${PARTNER}/objects/?match[version]=newest`, 400],
    [`${PARTNER}/objects/?match[colour]=red`, 400],
    [`${PARTNER}/objects/?next=../x`, 400],
  ])("%s is refused with an error message of TAXII's", async (path, status) => {
    const answer = await ask(path);
    const body = (await answer.json()) as { title: string; http_status: string };
    expect([answer.status, answer.headers.get("content-type"), body.http_status]).toEqual([status, TAXII, String(status)]);
    expect(body.title).not.toBe("");
  });

  it("is for reading alone", async () => {
    const answer = await at.ask(`${PARTNER}/objects/`, { method: "POST", token: at.tokens.partner, body: { objects: [] } });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET"]);
  });
});

describe("objects", () => {
  oneForAll();

  it("come page by page, each once, with the moments of the first and the last", async () => {
    const all = await objects();
    const seen: Stix[] = [];
    let last = "";
    for (let next = ""; ; ) {
      const answer = await ask(`${PARTNER}/objects/?limit=2${next}`);
      const body = (await answer.json()) as Page;
      const first = answer.headers.get("x-taxii-date-added-first")!;
      expect(first > last).toBe(true);
      expect(first).toMatch(/\.\d{6}Z$/);
      last = answer.headers.get("x-taxii-date-added-last")!;
      seen.push(...body.objects!);
      if (!body.more) break;
      next = `&next=${body.next}`;
    }
    expect(seen).toEqual(all);
    expect(await page(`${PARTNER}/objects/?added_after=${last}`)).toEqual({});
  });

  it("are listed in the manifest with what they can be asked by", async () => {
    const { objects: rows = [] } = await page(`${PARTNER}/manifest/`);
    const all = await objects();
    expect(rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    for (const { id, version } of rows) {
      const path = `${PARTNER}/objects/${id}/`;
      expect(await objects(`${path}?match[version]=${version}`)).toEqual(all.filter((each) => each.id === id));
      expect(await at.json(`${path}versions/`, { token: at.tokens.partner })).toEqual({ more: false, versions: [version] });
    }
  });

  it("are matched by id, type, version and specification", async () => {
    const [indicator] = await ofType("indicator");
    expect(indicator).toMatchObject({ type: "indicator", pattern: "[autonomous-system:number = 64511]" });
    const [identity] = await ofType("identity");
    const ids = `match[id]=${indicator.id},${identity.id}`;
    expect((await objects(`${PARTNER}/objects/?${ids}`)).map(({ type }) => type).sort()).toEqual(["identity", "indicator"]);
    expect(await objects(`${PARTNER}/objects/?${ids}&match[type]=indicator&match[version]=first,last`)).toEqual([indicator]);
    expect(await page(`${PARTNER}/objects/?match[spec_version]=2.0`)).toEqual({});
  });

  it("are told as hashes alone to a token that says so", async () => {
    const hashed = await token("green", { hash: true });
    const text = JSON.stringify(await page(`${PARTNER}/objects/`, hashed));
    expect(text).toContain('"pseudonym":true');
    expect(text).not.toContain("64511");
    expect(JSON.stringify(await objects())).toContain("64511");
  });
});

describe("what changes", () => {
  oneForEach();

  it("comes again as a later version after what was there, and nothing else does", async () => {
    const before = await objects();
    const last = (await ask(`${PARTNER}/objects/`)).headers.get("x-taxii-date-added-last");
    await operator("op-a", { name: "Alder", aliases: ["Elsbeere", "Erle"], indicators: [{ kind: "asn", value: "64511" }] });
    const news = await objects(`${PARTNER}/objects/?added_after=${last}`);
    expect(news.map(({ type, aliases }) => [type, aliases])).toEqual([["threat-actor", ["Elsbeere", "Erle"]]]);
    const [old] = before.filter(({ id }) => id === news[0].id);
    expect(news[0].created).toBe(old.created);
    expect(news[0].modified! > old.modified!).toBe(true);
    expect((await objects()).length).toBe(before.length);
  });

  it("does not come again for another run that says the same, nor on the next day", async () => {
    await attributed(0.9);
    const before = await objects();
    at.now.at += 86_400_000;
    await attributed(0.9);
    expect(await objects()).toEqual(before);
  });

  it("is withdrawn where a cluster is no longer likelier theirs than not: revoked, later, and without what it said", async () => {
    await attributed(0.9);
    const [campaign] = await ofType("campaign");
    expect(campaign.name).toBe("Fraudulent accounts c-1");
    await attributed(0.3);
    const [withdrawn] = await ofType("campaign");
    expect(withdrawn).toMatchObject({ id: campaign.id, created: campaign.created, revoked: true, name: "withdrawn" });
    expect(withdrawn.modified! > campaign.modified!).toBe(true);
    expect(await objects(`${PARTNER}/objects/${campaign.id}/?match[version]=all`)).toEqual([withdrawn]);
  });

  it("has another id when what was withdrawn comes back: what is revoked stays so", async () => {
    for (const confidence of [0.9, 0.3, 0.9]) {
      await attributed(confidence);
      await objects();
    }
    const [revoked, anew] = await ofType("campaign");
    expect([revoked.revoked, anew.revoked, anew.id === revoked.id]).toEqual([true, undefined, false]);
    const ends = (await ofType("relationship")).filter((each) => !each.revoked && each.relationship_type === "attributed-to");
    expect(ends.map(({ source_ref }) => source_ref)).toEqual([anew.id]);
  });

  it("is withdrawn where an indicator is gone", async () => {
    const [indicator] = await ofType("indicator");
    await operator("op-a", { name: "Alder" });
    const [withdrawn] = await ofType("indicator");
    expect(withdrawn).toMatchObject({ id: indicator.id, revoked: true });
    expect(JSON.stringify(await objects(`${PARTNER}/objects/?match[version]=all`))).not.toContain("64511");
  });

  it("keeps earlier versions of what stands, but for those that name somebody", async () => {
    await attributed(0.9);
    const [campaign] = await ofType("campaign");
    at.now.at += 60_000;
    const attribution = [{ operator: "op-a", confidence: 0.9, likelihood: "likely" }];
    await at.serving.store.saveRun(runOf({ "c-1": "a b c d" }, LINKS, { attribution }), { at: at.now.at, ledger: 1 });
    await operator("op-a", { name: "Birch", indicators: [{ kind: "asn", value: "64511" }] });
    const [later] = await ofType("campaign");
    const path = `${PARTNER}/objects/${campaign.id}/`;
    expect(await objects(`${path}?match[version]=all`)).toEqual([campaign, later]);
    expect(await objects(`${path}?match[version]=first`)).toEqual([campaign]);
    expect(await objects(`${path}?match[version]=${campaign.modified}`)).toEqual([campaign]);
    expect(JSON.stringify(await objects(`${PARTNER}/objects/?match[version]=all`))).not.toContain("Alder");
  });
});

describe("several servers on one store", () => {
  oneForEach();

  const everything = { limit: 1_000, versions: ["all"] };
  const feed = () => new Feed({ marking: "green", hash: false });

  it("give out one sequence, each object once, however many ask at once", async () => {
    const feeds = [feed(), feed(), feed()];
    await attributed(0.9);
    await Promise.all(feeds.map((each) => each.refresh(at.serving)));
    await Promise.all(feeds.map((each) => each.follow(at.serving.store)));
    const [first, ...others] = feeds.map((each) => select(each, everything).entries);
    for (const other of others) expect(other).toEqual(first);
    expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
    expect(first.map(({ added }) => added)).toEqual([...first].map(({ added }) => added).sort((a, b) => a - b));
  });

  it("finish what one left undone that ended between two records: each object once", async () => {
    const indicators = Array.from({ length: 400 }, (_, i) => ({ kind: "asn", value: String(64_512 + i) }));
    await operator("op-a", { name: "Alder", indicators });
    let writes = 0;
    const store = new Proxy(at.serving.store, {
      get(real, key: keyof GraphStore) {
        if (key === "keepRecord" && ++writes > 1) throw new Error("killed");
        return (real[key] as () => unknown).bind(real);
      },
    });
    await expect(feed().refresh({ ...at.serving, store })).rejects.toThrow("killed");
    const after = feed();
    await after.refresh(at.serving);
    const { entries } = select(after, everything);
    expect(entries.filter(({ type }) => type === "indicator")).toHaveLength(400);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  it("go on where the one before ended, and with later moments though their clock is behind", async () => {
    const before = feed();
    await before.refresh(at.serving);
    const [last] = select(before, everything).entries.slice(-1);
    await attributed(0.9);
    at.now.at -= 3_600_000;
    const after = feed();
    await after.refresh(at.serving);
    const news = select(after, { ...everything, addedAfter: last.added }).entries;
    expect(news.map(({ type, revoked }) => [type, revoked])).toContainEqual(["campaign", true]);
    await before.follow(at.serving.store);
    expect(select(before, everything)).toEqual(select(after, everything));
  });
});
