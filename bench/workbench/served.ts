/** A data folder -> served by a process of its own, with the link that opens a session in it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../src/cli/main.js", import.meta.url));

export interface Served {
  link: string;
  close(): Promise<void>;
}

export async function served(data: string, env: NodeJS.ProcessEnv): Promise<Served> {
  const server = spawn(process.execPath, [MAIN, "serve", "--data", data, "--port", "0"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const close = async (): Promise<void> => {
    server.kill("SIGKILL");
    await once(server, "exit");
  };
  for await (const line of createInterface(server.stdout!)) {
    const link = /https?:\S+ticket=\S+/.exec(line)?.[0];
    if (link !== undefined) return { link, close };
  }
  throw new Error("bench: the server printed no link to a session");
}
