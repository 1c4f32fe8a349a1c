/** A JSON pointer (RFC 6901) and a report -> what is there: rows of a table or a chart. */

/** `undefined` where there is nothing. */
export function pointed(report: object, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], report);
}

export const rowsAt = (report: object, pointer: string): Record<string, unknown>[] =>
  (pointed(report, pointer) ?? []) as Record<string, unknown>[];
