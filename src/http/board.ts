/** The queues' board below `/board`: for admins, before services; no route of the API, as it is another's pages. */
import type { Context } from "hono";
import { recordChange } from "../app/access/changes.js";
import type { Caller } from "../model/access/caller.js";
import type { Board } from "../ports/access/board.js";
import { HttpProblem } from "./problems.js";
import type { Serving } from "./serving.js";

export const BOARD_PATH = "/board";
/** What `authenticate` is told of it. */
export const BOARD = { id: "board", needs: "admin" } as const;

export const isOfBoard = (path: string): boolean => path === BOARD_PATH || path.startsWith(`${BOARD_PATH}/`);

/** Its scripts, styles and pictures are its own, and it names its own base; nothing comes from elsewhere, and nothing stands inline. */
export const BOARD_SOURCES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", "data:"],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'none'"],
  baseUri: ["'self'"],
  frameAncestors: ["'none'"],
};

export class MountedBoard {
  readonly #serving: Serving;
  #opened: Promise<Board> | null = null;

  constructor(serving: Serving) {
    this.#serving = serving;
  }

  /** For an admin's request. Throws an `HttpProblem` where there are no queues. What changes something stands in the log. */
  async answer(context: Context, { name, by }: Caller, from: string): Promise<Response> {
    const { board } = this.#serving;
    if (board === null)
      throw new HttpProblem(404, "no queues stand here: a data folder is served by one process; the board is of services");
    this.#opened ??= board(BOARD_PATH);
    const request = context.req.raw;
    const answer = await (await this.#opened).answer(request);
    const isRead = request.method === "GET" || request.method === "HEAD";
    const about = `${request.method} ${context.req.path}`.slice(0, 200);
    if (!isRead && answer.ok) await recordChange(this.#serving, { operation: BOARD.id, about, by: name, through: by, from });
    return answer;
  }
}
