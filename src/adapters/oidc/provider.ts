/**
 * A provider of identities by OpenID Connect (Core 1.0): the code flow with PKCE (RFC 7636), state and nonce, its metadata found once at
 * the start, ID tokens' signatures checked by its keys.
 */
import * as oidc from "openid-client";
import { z } from "zod";
import { messageOf, PermanentError, TransientError } from "../../errors.js";
import type { Ended, IdentityProvider } from "../../ports/access/identity.js";
import type { Clock } from "../../ports/clock.js";
import type { ProviderSettings } from "./settings.js";

/** Where browsers come back to, below the base URL. */
const CALLBACK = "/session/callback";
const TIMEOUT_S = 10;
/** By so much the provider's clock and ours may differ. */
const TOLERANCE_S = 30;

const names = z.string().min(1);
const groups = z.union([z.array(z.string()).max(10_000), z.string().transform((one) => [one])]);

type Claims = Readonly<Record<string, unknown>>;

/** Throws a `PermanentError` where there is no such provider, a `TransientError` where it does not answer. */
export async function openProvider(settings: ProviderSettings, clock: Clock): Promise<IdentityProvider> {
  const found = await discovered(settings);
  const { issuer, scope, nameClaim, groupsClaim, baseUrl } = settings;
  const redirect_uri = baseUrl + CALLBACK;

  const claimsOf = async (query: URLSearchParams, expected: { state: string; nonce: string; verifier: string }): Promise<Claims> => {
    const config = configured(settings, found.serverMetadata(), Math.round((clock.now() - Date.now()) / 1_000));
    const tokens = await oidc.authorizationCodeGrant(config, new URL(`${redirect_uri}?${query}`), {
      expectedState: expected.state,
      expectedNonce: expected.nonce,
      pkceCodeVerifier: expected.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims()!; // an ID token was expected, and so is there
    const isWhole = claims[nameClaim] !== undefined && claims[groupsClaim] !== undefined;
    if (isWhole || config.serverMetadata().userinfo_endpoint === undefined) return claims;
    return { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
  };

  const identityOf = (claims: Claims): Ended => {
    const name = names.safeParse(claims[nameClaim]);
    if (!name.success) return refused(`the provider gives no name: it has no claim ${nameClaim} (CAUTERY_OIDC_NAME, CAUTERY_OIDC_SCOPE)`);
    if (nameClaim === "email" && claims.email_verified !== true) return refused("the provider has not verified this address");
    const of = groups.safeParse(claims[groupsClaim] ?? []);
    if (!of.success) return refused(`the claim ${groupsClaim} is no list of groups (CAUTERY_OIDC_GROUPS)`);
    return { is: "known", identity: { issuer: issuer.href, subject: String(claims.sub), name: name.data, groups: of.data } };
  };

  return {
    async begin() {
      const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
      const code_challenge = await oidc.calculatePKCECodeChallenge(verifier);
      const asked = { redirect_uri, scope, state, nonce, code_challenge, code_challenge_method: "S256" };
      return { url: oidc.buildAuthorizationUrl(found, asked).href, state, nonce, verifier };
    },
    async finish(query, begun) {
      try {
        return identityOf(await claimsOf(query, begun));
      } catch (error) {
        return failed(error, issuer);
      }
    },
    signOut() {
      if (found.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(found, { post_logout_redirect_uri: `${baseUrl}/` }).href;
    },
  };
}

async function discovered({ issuer, clientId, clientSecret }: ProviderSettings): Promise<oidc.Configuration> {
  try {
    const execute = insecureWhere(issuer);
    return await oidc.discovery(issuer, clientId, {}, authentication(clientSecret), { execute, timeout: TIMEOUT_S });
  } catch (cause) {
    const looked = `${issuer.href.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const mend = `check CAUTERY_OIDC_ISSUER, and that ${looked} answers from here with this very issuer`;
    const said = `no provider of identities was found at ${issuer.href} (${reasonOf(cause)}): ${mend}`;
    throw isAway(cause) ? new TransientError(said, { cause }) : new PermanentError(said, { cause });
  }
}

/** Anew for each sign-in, so that keys that the provider changed are read again; `skew` is our clock's, in seconds. */
function configured({ issuer, clientId, clientSecret }: ProviderSettings, server: oidc.ServerMetadata, skew: number): oidc.Configuration {
  const metadata = { [oidc.clockTolerance]: TOLERANCE_S, [oidc.clockSkew]: skew };
  const config = new oidc.Configuration(server, clientId, metadata, authentication(clientSecret));
  config.timeout = TIMEOUT_S;
  for (const extend of [oidc.enableNonRepudiationChecks, ...insecureWhere(issuer)]) extend(config);
  return config;
}

/** By http only to this machine: the settings let no other through. */
const insecureWhere = ({ protocol }: URL) => (protocol === "http:" ? [oidc.allowInsecureRequests] : []);

/** As the provider says that it wants it: in a header (what RFC 6749 has all understand), or else in the body. */
function authentication(secret: string | null): oidc.ClientAuth {
  if (secret === null) return oidc.None();
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const known = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return (known.includes("client_secret_basic") ? basic : post)(server, ...rest);
  };
}

const refused = (why: string): Ended => ({ is: "refused", why });

/** What went wrong -> refused where it is about this sign-in; else it is thrown. */
function failed(error: unknown, { host }: URL): Ended {
  if (error instanceof oidc.AuthorizationResponseError)
    return refused(`the provider did not let it be (${word(error.error)}): begin again`);
  const isOurs =
    error instanceof oidc.WWWAuthenticateChallengeError || (error instanceof oidc.ResponseBodyError && error.error === "invalid_client");
  if (isOurs)
    throw new TransientError(`${host} does not take this client: an admin looks at CAUTERY_OIDC_CLIENT_ID and its secret`, {
      cause: error,
    });
  if (isAway(error))
    throw new TransientError(`${host} does not answer as it should (${reasonOf(error)}): begin again in a while`, { cause: error });
  if (error instanceof oidc.ResponseBodyError) return refused(`the provider does not take the code (${word(error.error)}): begin again`);
  if (error instanceof oidc.ClientError) return refused(`what the provider says does not hold (${reasonOf(error)}): begin again`);
  throw error;
}

/** Codes of OAuth's clients that tell of a server, not of a sign-in. */
const AWAY = ["OAUTH_TIMEOUT", "OAUTH_ABORT", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_RESPONSE_IS_NOT_JSON", "OAUTH_PARSE_ERROR"];

function isAway(error: unknown): boolean {
  if (error instanceof oidc.ResponseBodyError) return error.status >= 500;
  if (error instanceof oidc.ClientError) return AWAY.includes(error.code ?? "");
  return error instanceof TypeError && error.cause !== undefined; // fetch's, for what it could not reach
}

/** The innermost of its causes that says something: what the others wrap. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message !== "" ? reasonOf(cause) : messageOf(error);
}

/** An error's code as RFC 6749 has them; what the provider writes beside it is not repeated. */
const word = (code: string): string => code.replace(/[^\w.-]/g, "").slice(0, 60);
