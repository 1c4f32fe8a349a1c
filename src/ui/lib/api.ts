/** The API from the workbench's own pages: by the session's cookie; what goes wrong comes as a `Refusal` with what to do next. */
import type { Problem } from "../../contract/api/common.js";

export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.errors?.map(({ pointer, detail }) => `${pointer}: ${detail}`).join("; ") ?? problem?.detail ?? `answered ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

interface Asking {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** JSON. */
  body?: unknown;
  accept?: string;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

/** Throws a `Refusal`: of status 0 where the server cannot be reached. */
export async function ask(path: string, { method = "GET", body, accept, headers = {}, signal }: Asking = {}): Promise<Response> {
  const all: Record<string, string> = { ...headers, ...(accept === undefined ? {} : { accept }) };
  if (body !== undefined) all["content-type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: all,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refusal(0, null);
  }
  if (response.ok) return response;
  const problem = response.headers.get("content-type")?.includes("json") ? ((await response.json()) as Problem) : null;
  throw new Refusal(response.status, problem);
}

export async function askJson<T>(path: string, asking: Asking = {}): Promise<T> {
  return (await (await ask(path, asking)).json()) as T;
}

/** A path with ids in it: each `{}` is the next of them. */
export function pathOf(form: string, ...ids: readonly string[]): string {
  let next = 0;
  return form.replace(/\{\}/g, () => encodeURIComponent(ids[next++]));
}
