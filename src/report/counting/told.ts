/** What a report told of each account altogether <-> bytes: what later reports correct it by. */
import { ByteReader, ByteWriter } from "../../tools/bytes.js";
import type { Standing } from "./corrections.js";
import type { Material } from "./material.js";
import { readSums } from "./sums.js";
import { usageOf } from "./tally.js";

/** Every account of the report, those without an event in the period too. `sums` are in the order of the material's accounts. */
export function toldOf({ clusters, accounts }: Pick<Material, "clusters" | "accounts">, sums: Uint8Array): Uint8Array {
  const operators = [...new Set(clusters.map(({ operator }) => operator))];
  const writer = new ByteWriter(1 << 16);
  writer.count(operators.length);
  for (const operator of operators) writer.text(operator);
  let place = 0;
  for (const { account, days } of readSums(sums)) {
    const { exchanges, input_tokens, output_tokens } = usageOf(days);
    writer.text(account);
    writer.count(operators.indexOf(clusters[accounts[place++].cluster].operator));
    for (const number of [days.length > 0 ? 1 : 0, exchanges, input_tokens, output_tokens]) writer.count(number);
  }
  return writer.bytes();
}

/** By account. */
export function readTold(bytes: Uint8Array): Map<string, Standing> {
  const reader = new ByteReader(bytes);
  const operators = Array.from({ length: reader.count() }, () => reader.text());
  const told = new Map<string, Standing>();
  while (!reader.done) {
    const account = reader.text();
    const operator = operators[reader.count()];
    const [accounts, exchanges, input_tokens, output_tokens] = [reader.count(), reader.count(), reader.count(), reader.count()];
    told.set(account, { operator, usage: { accounts, exchanges, input_tokens, output_tokens } });
  }
  return told;
}
