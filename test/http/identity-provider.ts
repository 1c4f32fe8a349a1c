/** A real provider of identities (oidc-provider) on loopback, whose answers a test may spoil, and a browser that goes there and back. */
import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

export const CLIENT = { id: "cautery", secret: "a-secret-of-the-client-that-nobody-reads" } as const;
export const BASE_URL = "https://cautery.test";

type Claims = Record<string, unknown>;

export interface TestProvider {
  issuer: string;
  /** By subject: what the provider knows of each. */
  accounts: Map<string, Claims>;
  /** What a test spoils; null: nothing. */
  spoil: {
    /** The ID token's claims, signed anew by the provider's key, or by another's. */
    claims: ((claims: Claims) => Claims) | null;
    key: "own" | "another";
    /** The status that the token endpoint answers with. */
    tokenStatus: number | null;
  };
  /** A browser goes to `url` and signs in as `subject`: where it is sent back to. */
  signIn(url: string, subject: string): Promise<URL>;
  close(): Promise<void>;
}

const HOUR_S = 3_600;

/** What the provider remembers, by kind and id, as long as the process lives. */
class Kept {
  readonly #kind: string;
  static readonly all = new Map<string, Claims>();

  constructor(kind: string) {
    this.#kind = kind;
  }

  async upsert(id: string, payload: Claims): Promise<void> {
    Kept.all.set(`${this.#kind} ${id}`, payload);
  }

  async find(id: string): Promise<Claims | undefined> {
    return Kept.all.get(`${this.#kind} ${id}`);
  }

  async findByUid(uid: string): Promise<Claims | undefined> {
    return [...Kept.all.values()].find((payload) => payload.uid === uid && payload.kind === this.#kind);
  }

  async consume(id: string): Promise<void> {
    Object.assign(Kept.all.get(`${this.#kind} ${id}`) ?? {}, { consumed: 1 });
  }

  async destroy(id: string): Promise<void> {
    Kept.all.delete(`${this.#kind} ${id}`);
  }

  async revokeByGrantId(grant: string): Promise<void> {
    for (const [id, payload] of Kept.all) if (payload.grantId === grant) Kept.all.delete(id);
  }
}

const rsa = () => generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey;

/** `claimsInToken`: the ID token has what it knows of a person, and not the userinfo endpoint alone. */
export async function testProvider({ claimsInToken = false } = {}): Promise<TestProvider> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = { own: rsa(), another: rsa() };
  const accounts: TestProvider["accounts"] = new Map();
  const spoil: TestProvider["spoil"] = { claims: null, key: "own", tokenStatus: null };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${BASE_URL}/session/callback`],
        post_logout_redirect_uris: [`${BASE_URL}/`],
      },
    ],
    adapter: Kept,
    ttl: { AccessToken: HOUR_S, AuthorizationCode: 60, Grant: HOUR_S, IdToken: HOUR_S, Interaction: HOUR_S, Session: HOUR_S },
    jwks: { keys: [{ ...keys.own.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "one" }] },
    cookies: { keys: ["of the tests"] },
    claims: { profile: ["preferred_username", "groups"], email: ["email", "email_verified"] },
    conformIdTokenClaims: !claimsInToken,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    pkce: { required: () => true },
    interactions: { url: () => "/signing-in" },
    findAccount: (_: unknown, subject: string) => ({ accountId: subject, claims: () => ({ sub: subject, ...accounts.get(subject) }) }),
    async loadExistingGrant({ oidc: { client, session } }: { oidc: { client: { clientId: string }; session: { accountId: string } } }) {
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    if (spoil.tokenStatus !== null && context.oidc?.route === undefined && context.path === "/token") {
      context.status = spoil.tokenStatus;
      return;
    }
    await next();
    if (context.oidc?.route !== "token" || spoil.claims === null) return;
    const [, payload] = context.body.id_token.split(".");
    const claims = spoil.claims(JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims);
    context.body.id_token = jwt(claims, keys[spoil.key]);
  });
  let who = "";
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (request.url === "/signing-in") void provider.interactionFinished(request, response, { login: { accountId: who } });
    else void answer(request, response);
  });
  return {
    issuer,
    accounts,
    spoil,
    async signIn(url, subject) {
      who = subject;
      const cookies = new Map<string, string>();
      for (let at = new URL(url); ; ) {
        if (at.origin === BASE_URL) return at;
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const response = await fetch(at, { redirect: "manual", headers: { cookie } });
        for (const each of response.headers.getSetCookie()) {
          const [name, value] = each.split(";")[0].split("=");
          cookies.set(name, value);
        }
        const location = response.headers.get("location");
        if (location === null) throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
        at = new URL(location, at);
      }
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const coded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function jwt(claims: Claims, key: Parameters<typeof sign>[2]): string {
  const text = `${coded({ alg: "RS256", typ: "JWT", kid: "one" })}.${coded(claims)}`;
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), key).toString("base64url")}`;
}
