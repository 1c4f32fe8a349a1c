/** A command that serves on a port -> a running server that can be stopped, or killed as a crash would; for tests and benchmarks. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export interface LocalServer {
  url: string;
  pid: number;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** `kill -9`: it gets no chance to write anything. False where it had ended by itself. */
  kill(): Promise<boolean>;
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
    const [, by] = await ended;
    return by === signal;
  };
  for (const deadline = Date.now() + START_MS; !(await answers(port)); await pause(50)) {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode} before it served port ${port}:\n${said}`);
    if (Date.now() > deadline) throw new Error(`${command} did not serve port ${port} within ${START_MS / 1000} s:\n${said}`);
  }
  return { url, pid: child.pid ?? 0, stop: async () => void (await stop("SIGTERM")), kill: () => stop("SIGKILL") };
}

/** Below those that systems lend for outgoing connections: nobody is given one of these while its server is down. */
const PORTS = { from: 20_000, count: 10_000 };
/** Where the next search begins: at a place of chance, as other programs search too. */
let next = randomInt(PORTS.count);

/** A port that nothing listens on, another at each call; it stays free between a server's crash and its next start. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < PORTS.count; tried++) {
    const port = PORTS.from + (next++ % PORTS.count);
    if (await canListen(port)) return port;
  }
  throw new Error(`no TCP port from ${PORTS.from} to ${PORTS.from + PORTS.count - 1} is free on the loopback address: end what holds them`);
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false; // taken
  }
  server.close();
  await once(server, "close");
  return true;
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
