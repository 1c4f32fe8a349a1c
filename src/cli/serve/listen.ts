/**
 * An application, and where it listens -> a server: the address behind a proxy that is trusted, time-outs, and an end that lets answers
 * out.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, Hono } from "hono";
import { PermanentError } from "../../errors.js";

export interface Listening {
  port: number;
  close(): Promise<void>;
}

const HEADERS_MS = 20_000;
/** A connection without a request is closed after so long. */
const IDLE_MS = 65_000;
/** Who takes nothing for so long of what waits for it is cut off: what it missed it asks for again. */
const STALL_MS = 30_000;
/** How long answers may take to get out at the end. */
const END_MS = 3_000;

export interface ListenOptions {
  host: string;
  port: number;
  stallMs?: number;
}

export function listen(app: Hono, { host, port, stallMs = STALL_MS }: ListenOptions): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) =>
      resolve({
        port: info.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            (server as Server).closeIdleConnections();
            setTimeout(() => (server as Server).closeAllConnections(), END_MS).unref();
          }),
      }),
    );
    const http = server as Server;
    http.headersTimeout = HEADERS_MS;
    http.keepAliveTimeout = IDLE_MS;
    http.maxHeadersCount = 100;
    http.on("clientError", refuseUnread);
    cutStalled(http, stallMs);
    http.on("error", (cause: NodeJS.ErrnoException) =>
      reject(
        new PermanentError(`cannot listen at ${host}:${port} (${cause.code ?? cause.message}): name another with --host, --port`, {
          cause,
        }),
      ),
    );
  });
}

/** Node's time-out of a connection is for what makes no progress: an answer that is being made waits for nobody, and may go on. */
function cutStalled(server: Server, ms: number): void {
  const answering = new WeakSet<Socket>();
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    answering.add(socket);
    response.once("close", () => answering.delete(socket));
  });
  server.setTimeout(ms, (socket) => {
    if (socket.writableLength > 0 || !answering.has(socket)) socket.destroy();
  });
}

/** What Node could not read as a request is answered as all that goes wrong is. */
function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy();
  const isLong = error.code === "HPE_HEADER_OVERFLOW";
  const status = isLong ? 431 : 400;
  const title = isLong ? "the address or the headers are too long" : "the request cannot be read";
  const body = JSON.stringify({ type: "about:blank", title, status, detail: title });
  const head = [
    `HTTP/1.1 ${status} Refused`,
    "content-type: application/problem+json",
    `content-length: ${body.length}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/** The peer's; behind one of the trusted proxies the last address that it was told (RFC 7239's older kin, `x-forwarded-for`). */
export const addressBehind =
  (trusted: readonly string[]) =>
  (context: Context): string => {
    const peer = (getConnInfo(context).remote.address ?? "").replace(/^::ffff:/, "");
    if (!trusted.includes(peer)) return peer;
    const told = context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
    return told || peer;
  };
