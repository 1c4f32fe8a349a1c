/** What TAXII 2.1 has of its own on HTTP: its media type, asked for and answered in, and its error messages. */

import type { Problem } from "../contract/api/common.js";
import { TAXII, taxiiError } from "../contract/api/taxii.js";
import { HttpProblem } from "./problems.js";
import type { Refusal, Reply } from "./route.js";

/** Throws an `HttpProblem` of 406 where none of the types that are accepted is TAXII's, of this version or of none. */
export function refuseOtherMedia(request: Request): void {
  const accepted = request.headers.get("accept") ?? "*/*";
  if (!accepted.split(",").some(fits)) throw new HttpProblem(406, `accept ${TAXII}`);
}

function fits(range: string): boolean {
  const [type, ...parameters] = range.toLowerCase().replaceAll(/\s/g, "").split(";");
  const given = Object.fromEntries(parameters.map((each) => each.replaceAll('"', "").split("=")));
  if (Number(given.q ?? 1) === 0) return false;
  if (type === "*/*" || type === "application/*") return true;
  return type === "application/taxii+json" && (given.version ?? "2.1") === "2.1";
}

/** An error message of TAXII's; a request that does not fit is a bad one there. */
export const taxiiRefusal: Refusal = {
  type: TAXII,
  schema: taxiiError,
  of({ status: given, body, headers = {} }: Reply): Reply {
    const { title, detail, errors } = body as Problem;
    const status = given === 422 ? 400 : given;
    const details = errors && Object.fromEntries(errors.map((fault) => [fault.pointer, fault.detail]));
    return {
      status,
      type: TAXII,
      headers,
      body: { title, description: detail, http_status: String(status), ...(details ? { details } : {}) },
    };
  },
};
