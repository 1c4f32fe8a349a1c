/** A command that serves on a port -> a running server that can be stopped, or killed as a crash would; for tests and benchmarks. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export interface LocalServer {
  url: string;
  pid: number;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** `kill -9`: it gets no chance to write anything. */
  kill(): Promise<void>;
}

/** Why a server cannot be had on this machine; tests that need it are reported as not run, with this reason. */
export class Unavailable extends Error {}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** A JVM on a busy machine needs minutes to come up. */
const START_MS = 240_000;

export async function serve(command: string, args: readonly string[], port: number, url: string): Promise<LocalServer> {
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  running.add(child);
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const ended = once(child, "exit").finally(() => running.delete(child));
  const stop = async (signal: "SIGTERM" | "SIGKILL") => {
    child.kill(signal);
    await ended;
  };
  for (const deadline = Date.now() + START_MS; !(await answers(port)); await pause(50)) {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode} before it served port ${port}:\n${said}`);
    if (Date.now() > deadline) throw new Error(`${command} did not serve port ${port} within ${START_MS / 1000} s:\n${said}`);
  }
  return { url, pid: child.pid ?? 0, stop: () => stop("SIGTERM"), kill: () => stop("SIGKILL") };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no TCP port could be had on the loopback address");
  return address.port;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false; // refused: not up yet
  } finally {
    socket.destroy();
  }
}
