/** A message -> one mail over TLS, and what the mail server's answer means (RFC 5321; TLS by RFC 8314, or STARTTLS demanded). */
import { connect, type Socket } from "node:net";
import { createTransport, type SMTPTransportOptions } from "nodemailer";
import { PermanentError, UsageError } from "../../errors.js";
import { LaterError, type Message } from "../../ports/delivery.js";
import { guardedLookup, type Resolve } from "../platform/addresses.js";
import { codeOf, failureOf, inside } from "./failures.js";

export interface MailServer {
  host: string;
  port: number;
  /** TLS from the start; else the server has to offer STARTTLS. */
  secure: boolean;
  auth: { user: string; pass: string } | undefined;
  /** The name that its certificate has to have. */
  servername: string | undefined;
}

export interface MailSenderOptions {
  server: MailServer;
  from: string;
  ca: string | undefined;
  /** Of a whole try. */
  timeoutMs: number;
  resolve?: Resolve;
}

export type SendMail = (address: string, message: Message, signal: AbortSignal) => Promise<void>;

const FORMS = "give smtps://USER:PASSWORD@HOST:465 or, where it speaks STARTTLS, smtp://USER:PASSWORD@HOST:587";

/** Throws a `UsageError` that names the fix, and no secret. */
export function parseMailServer(text: string): MailServer {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["smtp:", "smtps:"].includes(url.protocol) || url.hostname === "")
    throw new UsageError(`CAUTERY_SMTP_URL is no address of a mail server: ${FORMS}`);
  const secure = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const [user, pass] = [decoded(url.username), decoded(url.password)];
  const auth = user === "" && pass === "" ? undefined : { user, pass };
  return {
    host,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    auth,
    servername: url.searchParams.get("servername") ?? undefined,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UsageError('CAUTERY_SMTP_URL has a name or password that is not percent-encoded: write "%25" for "%"');
  }
}

export function mailSender({ server, from, ca, timeoutMs, resolve }: MailSenderOptions): SendMail {
  const { host, port, secure, auth, servername } = server;
  const options: SMTPTransportOptions & { getSocket: GetSocket } = {
    ...{ host, port, secure, auth, servername, requireTLS: true },
    tls: { ca, minVersion: "TLSv1.2" },
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: guardedSocket(server, timeoutMs, resolve),
  };
  const transport = createTransport(options);
  const domain = from.slice(from.lastIndexOf("@") + 1);

  return async (address, { id, subject, text, attachments = [] }, signal) => {
    try {
      await transport.sendMail({
        from: { name: "Cautery", address: from },
        to: { name: "", address },
        messageId: `<${id}@${domain}>`,
        subject,
        text,
        attachments: attachments.map(({ name, type, content }) => ({
          filename: name,
          contentType: type,
          content: Buffer.from(content),
        })),
        headers: { "Auto-Submitted": "auto-generated" }, // so that no absence notice answers (RFC 3834)
        xMailer: false,
        signal,
      });
    } catch (error) {
      throw failed(error);
    }
  };
}

/** By nodemailer's codes; a verdict of the server has a status, which says whether trying again helps (RFC 5321, 4.2.1). */
const MEND: Readonly<Record<string, string>> = {
  EAUTH: "check the name and password in CAUTERY_SMTP_URL",
  ENOAUTH: "put a name and a password into CAUTERY_SMTP_URL",
  ETLS: "it offers no TLS, or none that can be trusted: give a server and port that do, and name what signs its certificate in CAUTERY_DELIVERY_CA",
  EENVELOPE: "it does not take a mail from CAUTERY_MAIL_FROM to this address: check both",
  EMESSAGE: "look there why it refuses the message",
};

function failed(error: unknown): PermanentError | LaterError {
  const status = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  if (status >= 400 && status < 500) return new LaterError(`the mail server answered ${status}`);
  const code = codeOf(error);
  const said = failureOf("the mail server", error);
  if (said instanceof PermanentError || code === null || !(code in MEND)) return said;
  return new PermanentError(`the mail server refuses (${status >= 500 ? status : code}): ${MEND[code]}`);
}

type GetSocket = (options: object, found: (error: Error | null, got?: { connection: Socket }) => void) => void;

/** Connects by a look-up that refuses what lies inside, where nodemailer's own would go anywhere. */
function guardedSocket({ host, port }: MailServer, timeoutMs: number, resolve?: Resolve): GetSocket {
  return (_, found) => {
    const socket = connect({ host, port, lookup: guardedLookup(resolve, inside) });
    const fail = (error: Error) => {
      socket.destroy();
      found(error);
    };
    socket.setTimeout(timeoutMs, () => fail(Object.assign(new Error("not connected in time"), { code: "ETIMEDOUT" })));
    socket.once("error", fail);
    socket.once("connect", () => {
      socket.setTimeout(0).removeListener("error", fail).removeAllListeners("timeout");
      found(null, { connection: socket });
    });
  };
}
