/** The API's address, a token, a cluster, and an approver's name and key file -> its suspension planned and approved over HTTP. */
import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import canonicalize from "canonicalize";

const [url, token, cluster, by, keyFile] = process.argv.slice(2);

type Batch = { batch: string; hash: string; to_sign: { approve: object } };
const ask = async (path: string, body?: object): Promise<Batch> => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(url + path, body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers });
  return (await answer.json()) as Batch;
};
const { batch } = await ask("/v1/batches", { clusters: [cluster], reason: "one campaign" });
const { hash, to_sign } = await ask(`/v1/batches/${batch}`);

const key = createPrivateKey(readFileSync(keyFile)); // it stays here: what goes out is a signature
const raw = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
const statement = canonicalize({ form: "cautery-signed/1", ...to_sign.approve, by, at: new Date().toISOString() })!;
const signature = sign(null, Buffer.from(statement), key).toString("base64");
const signed = { by, key: raw.toString("base64"), statement, signature };
console.log(await ask(`/v1/batches/${batch}/approve`, { hash, signed }));
