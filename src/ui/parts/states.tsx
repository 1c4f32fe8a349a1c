/** What stands where there is nothing to show: it is being read, it could not be, or there is none; each says what to do. */
import type { ReactNode } from "react";
import { Refusal } from "../lib/api.js";

export function Loading({ what }: { what: string }): ReactNode {
  return (
    <p className="blank muted" role="status">
      Reading {what} …
    </p>
  );
}

/** `isWhole`: the screen holds nothing else. */
export function Empty({ title, isWhole = false, children }: { title: string; isWhole?: boolean; children?: ReactNode }): ReactNode {
  return (
    <div className="blank">
      {isWhole ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children}
    </div>
  );
}

export function Failed({ error, onRetry }: { error: Error; onRetry?: () => void }): ReactNode {
  return (
    <div className="blank" role="alert">
      <h1>{titleOf(error)}</h1>
      <p>{helpOf(error)}</p>
      {onRetry && !(error instanceof Refusal && error.status === 404) && (
        <p>
          <button type="button" className="btn" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}

/** In a line, for what was tried and did not work. */
export function Problem({ error }: { error: Error | null }): ReactNode {
  if (error === null) return null;
  return (
    <p className="note bad" role="alert">
      {helpOf(error)}
    </p>
  );
}

const titleOf = (error: Error): string => {
  if (!(error instanceof Refusal)) return "This screen failed";
  if (error.status === 0) return "The server does not answer";
  if (error.status === 404) return "There is no such thing";
  if (error.status === 403) return "Your role may not see this";
  return error.problem?.title ?? "This could not be read";
};

const helpOf = (error: Error): string =>
  error instanceof Refusal && error.status === 0 ? "Is `cautery serve` still running? What you see stays; nothing is lost." : error.message;
