/** A data folder -> the path of its socket, by way of a short link where the folder's own is too long for the system. */
import { mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PermanentError } from "../../errors.js";

const SOCKET = "cautery.sock";
/** Systems take 103 to 107. */
const MOST_BYTES = 100;

export const socketIn = (dir: string): string => join(dir, SOCKET);

/** Lends a short way to the folder: one that `below` names in it (`b` bytes at the most) has a path that the system takes. */
export async function nearby<T>(dir: string, below: string, use: (dir: string) => Promise<T>): Promise<T> {
  const isShort = (folder: string) => Buffer.byteLength(join(folder, below)) <= MOST_BYTES;
  if (isShort(dir)) return await use(dir);
  const room = await mkdtemp(join(tmpdir(), "cautery-")); // nobody else may enter it
  try {
    const link = join(room, "d");
    if (!isShort(link))
      throw new PermanentError(
        `the path ${dir} is too long for a socket: name a shorter folder, or set TMPDIR to a folder of a short path`,
      );
    await symlink(await realpath(dir), link);
    return await use(link);
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}
