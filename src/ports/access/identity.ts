/** A provider of identities (OpenID Connect): where a person signs in, and who that was. */

/** What this side has to remember of a sign-in until the browser comes back. */
export interface Begun {
  state: string;
  nonce: string;
  /** Of PKCE (RFC 7636). */
  verifier: string;
}

/** A person as the provider knows her or him. */
export interface Identity {
  issuer: string;
  /** The provider's lasting name for the person: unlike `name`, nobody else ever has it. */
  subject: string;
  name: string;
  groups: readonly string[];
}

/** `why` is for the person: it holds nothing that opens anything. */
export type Ended = { is: "known"; identity: Identity } | { is: "refused"; why: string };

export interface IdentityProvider {
  /** Where the browser is sent, with what is to be remembered. */
  begin(): Promise<Begun & { url: string }>;
  /** `query` is what it came back with. Throws a `TransientError` where the provider is away or does not take this client. */
  finish(query: URLSearchParams, begun: Begun): Promise<Ended>;
  /** Where a person signs out there too; null where the provider has no such address. */
  signOut(): string | null;
}
