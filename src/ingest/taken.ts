/** What a slice takes of its events: handed from the judging to the known ids and to the commit. */

export interface Taken {
  /** 1 for the rows that count. */
  fresh: Uint8Array;
  /** As they are committed: 12 bytes each. */
  ids: Uint8Array;
  /** Least and greatest time in `ids`, seconds; 0 and 0 where there are none. */
  from: number;
  to: number;
}
