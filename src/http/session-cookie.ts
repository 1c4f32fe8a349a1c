/** The cookies that hold a session, and a sign-in that is under way: how they are set and taken back, and what a request brings in them. */

/** `__Host-`: the browser takes it from this host alone, over a secure connection, for every path. */
export const SESSION_COOKIE = "__Host-cautery";
const SIGN_IN_COOKIE = "__Host-cautery-sign-in";
const HELD = "Path=/; Secure; HttpOnly";

/** As the header `set-cookie` says it. */
export const sessionCookie = (secret: string, hours: number): string =>
  `${SESSION_COOKIE}=${secret}; ${HELD}; SameSite=Strict; Max-Age=${Math.round(hours * 3_600)}`;

export const endedSessionCookie = sessionCookie("", 0);

/** `Lax`: the browser comes back from the provider's pages, and brings it. */
export const signInCookie = (sealed: string, minutes: number): string =>
  `${SIGN_IN_COOKIE}=${sealed}; ${HELD}; SameSite=Lax; Max-Age=${Math.round(minutes * 60)}`;

/** Null where the request brings none. */
export const sessionIn = (request: Request): string | null => cookieIn(request, SESSION_COOKIE);
export const signInIn = (request: Request): string | null => cookieIn(request, SIGN_IN_COOKIE);

function cookieIn(request: Request, name: string): string | null {
  return new RegExp(`(?:^|; )${name}=([\\w-]+)`).exec(request.headers.get("cookie") ?? "")?.[1] ?? null;
}
