/** A value and the shape that it has to have -> the value, or an error that says what is wrong where. */
import { z } from "zod";
import { PermanentError } from "../errors.js";

type Refusal = new (message: string, options?: ErrorOptions) => Error;

/** `what`: what an error calls the value. Throws a `PermanentError`, or what is asked for. */
export function checked<T>(schema: z.ZodType<T>, given: unknown, what: string, Refused: Refusal = PermanentError): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw new Refused([what, z.core.toDotPath(path), message].filter((part) => part !== "").join(": "), { cause: result.error });
}
