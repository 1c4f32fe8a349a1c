/**
 * Calls -> lines of an NDJSON file, each `{"id", "type", "timestamp", "data"}`, as a platform would have got them; an id is written once.
 * What the file says so far is followed, whoever wrote it, so that an account's state can be read back.
 */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { PermanentError } from "../../errors.js";
import type { AccountState } from "../../model/plan.js";
import type { AccountStanding, Platform, PlatformAnswer, PlatformCall } from "../../ports/platform.js";
import { unclear } from "./answers.js";
import { messageOf, STATE_MADE } from "./messages.js";

const NEWLINE = 0x0a;
const READ_BYTES = 1 << 20;

/** What a message did: the state before and after, and the line by which it is known again. */
interface Written {
  line: string;
  account: string;
  before: AccountState;
  after: AccountState;
}

interface Waiting {
  call: PlatformCall;
  answered(answer: PlatformAnswer): void;
  failed(error: unknown): void;
}

/**
 * `target` is what the plan names. The file is made with mode 0600 at the first call, in a folder that is there; a message is on the disk
 * before it is answered.
 */
export function filePlatform(path: string, target: string): Platform {
  const written = new Map<string, Written>();
  const last = new Map<string, string>();
  let opened: Promise<FileHandle> | null = null;
  let waiting: Waiting[] = [];
  let writing: Promise<void> = Promise.resolve();
  /** How far the file was read, and the beginning of a line that had not ended there. */
  let position = 0;
  let rest: Buffer = Buffer.alloc(0);
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);

  async function file(): Promise<FileHandle> {
    opened ??= open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
    try {
      return await opened;
    } catch (error) {
      opened = null; // the next call tries again
      throw error;
    }
  }

  function take(line: string): void {
    const message = parse(line);
    if (message === null || written.has(message.id)) return;
    const { type, data } = message;
    const undone = type === "account.restore" ? written.get(data.version ?? "") : undefined;
    const after = type === "account.restore" ? (undone?.before ?? "active") : STATE_MADE[type];
    written.set(message.id, { line, account: data.account, before: data.expect as AccountState, after });
    last.set(data.account, message.id);
  }

  /** Takes in what was added since, by whomever. */
  async function follow(): Promise<void> {
    const handle = await file();
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, READ_BYTES, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      const text = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const end = text.lastIndexOf(NEWLINE) + 1;
      for (const line of text.subarray(0, end).toString().split("\n")) take(line);
      rest = Buffer.from(text.subarray(end));
    }
  }

  /** All that wait, in one write. A line that was cut off before, by a kill or a full disk, is ended first and is nothing. */
  async function write(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await follow();
      const lines = new Map<string, string>();
      for (const { call } of batch) if (!written.has(call.id) && !lines.has(call.id)) lines.set(call.id, lineOf(call));
      if (lines.size > 0) {
        const handle = await file();
        await handle.appendFile(`${rest.length > 0 ? "\n" : ""}${[...lines.values()].join("\n")}\n`);
        await handle.datasync();
        await follow();
      }
      for (const { call, answered } of batch) answered(answerTo(call));
    } catch (cause) {
      for (const { failed } of batch) failed(failure(cause));
    }
  }

  function answerTo(call: PlatformCall): PlatformAnswer {
    const made = written.get(call.id);
    if (made === undefined) return unclear(`${path} does not have what was written to it`);
    if (made.line !== lineOf(call)) return { is: "conflict", why: "this id was written with other content" };
    return { is: "answered", before: made.before, after: made.after, changed: true, version: call.id };
  }

  const failure = (cause: unknown) =>
    new PermanentError(`cannot write to ${path}: make it a file that can be written, or name another in CAUTERY_PLATFORM_URL`, { cause });

  return {
    target,
    send(call) {
      return new Promise((answered, failed) => {
        waiting.push({ call, answered, failed });
        writing = writing.then(write);
      });
    },
    look(account) {
      const looked = writing.then(async (): Promise<AccountStanding | ReturnType<typeof unclear>> => {
        await follow().catch((cause) => {
          throw failure(cause);
        });
        const id = last.get(account);
        const made = id === undefined ? undefined : written.get(id);
        if (id === undefined || made === undefined) return unclear(`${path} says nothing of this account`);
        return { account, state: made.after, version: id, id };
      });
      writing = looked.then(
        () => {},
        () => {}, // told to whoever looked
      );
      return looked;
    },
    async close() {
      await writing;
      await (await opened)?.close();
    },
  };
}

function lineOf(call: PlatformCall): string {
  return JSON.stringify({ id: call.id, ...messageOf(call) });
}

/** Null for a line that is no message, such as one that was cut off. */
function parse(line: string): PlatformCall | null {
  try {
    const { id, type, data } = JSON.parse(line);
    return typeof id === "string" && typeof data?.account === "string" && (Object.hasOwn(STATE_MADE, type) || type === "account.restore")
      ? JSON.parse(line)
      : null;
  } catch {
    return null; // not JSON: no message
  }
}
