/** Real receivers: an HTTP server, an HTTPS one, and an SMTP server, with a certificate of their own; what each was sent. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

const closers: (() => Promise<unknown> | unknown)[] = [];
export const closing = <T extends { close(): Promise<unknown> }>(opened: T): T => {
  closers.push(() => opened.close());
  return opened;
};

export async function closeReceivers(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

export interface Certificate {
  /** Of a file. */
  ca: string;
  cert: string;
  key: string;
}

/** Self-signed, of `localhost` and 127.0.0.1. */
export function certificate(): Certificate {
  const dir = mkdtempSync(join(tmpdir(), "cautery-certificate-"));
  closers.push(() => rmSync(dir, { recursive: true }));
  const [keyFile, certFile] = [join(dir, "key.pem"), join(dir, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", ...subject];
  execFileSync("openssl", [...made, "-keyout", keyFile, "-out", certFile], { stdio: "ignore" });
  return { ca: certFile, cert: readFileSync(certFile, "utf8"), key: readFileSync(keyFile, "utf8") };
}

export interface Posted {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** One answer a request; the last again and again. `null`: none. */
export type Answers = readonly ({ status: number; headers?: Record<string, string> } | null)[];

/** An HTTP server, or an HTTPS one where it has a certificate. */
export async function webhookReceiver(answers: Answers = [{ status: 204 }], tls?: Certificate) {
  const posted: Posted[] = [];
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    posted.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() });
    const answer = answers[Math.min(posted.length, answers.length) - 1];
    if (answer) response.writeHead(answer.status, answer.headers).end();
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { port, posted, url: `${tls ? "https" : "http"}://127.0.0.1:${port}/hooks/secret-path` };
}

export interface Mailed {
  from: string;
  to: string[];
  secure: boolean;
  user: string | undefined;
  raw: string;
}

/** Takes every mail but those that `refuse` has a status for, one a mail. */
export async function mailReceiver(options: SMTPServerOptions = {}, refuse: number[] = []) {
  const mailed: Mailed[] = [];
  const server = new SMTPServer({
    authOptional: true,
    onAuth: ({ username, password }, _, done) =>
      password === "p@ss" ? done(null, { user: username }) : done(Object.assign(new Error("no"), { responseCode: 535 })),
    onData(stream, { secure, user, envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString();
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        mailed.push({ from, to: envelope.rcptTo.map(({ address }) => address), secure, user: user && String(user), raw });
        const responseCode = refuse[mailed.length - 1];
        done(responseCode ? Object.assign(new Error("not bob@example.org"), { responseCode }) : null);
      });
    },
    ...options,
  });
  server.on("error", () => {}); // a client that left: the test looks at what it says itself
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mailed };
}
