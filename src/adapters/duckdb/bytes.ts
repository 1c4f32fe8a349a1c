/** The bulk of an embedded store: bytes appended to a file, which count only once the database says how far the file is valid. */
import { type FileHandle, open } from "node:fs/promises";
import { PermanentError } from "../../errors.js";

export class AppendFile {
  readonly #path: string;
  #opened: FileHandle | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /** Made where it is missing. */
  async open(): Promise<void> {
    this.#opened = await open(this.#path, "r+").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return open(this.#path, "w+");
      throw error;
    });
  }

  get #file(): FileHandle {
    if (!this.#opened) throw new PermanentError(`${this.#path} is not open: open the store first`);
    return this.#opened;
  }

  /** Durable when it returns. What lay at `at` and behind was never committed. */
  async write(at: number, pieces: readonly Uint8Array[]): Promise<void> {
    if (pieces.length === 0) return;
    await this.#file.writev(pieces as Uint8Array[], at);
    await this.#file.datasync();
  }

  async read(at: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await this.#file.read(bytes, 0, length, at);
    if (bytesRead < length)
      throw new PermanentError(`${this.#path} is shorter than the database says: restore the data folder from a copy`);
    return bytes;
  }

  async truncate(length: number): Promise<void> {
    await this.#file.truncate(length);
  }

  async close(): Promise<void> {
    await this.#opened?.close();
    this.#opened = null;
  }
}

/** A file of its own, whole and on the disk when it returns. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}
