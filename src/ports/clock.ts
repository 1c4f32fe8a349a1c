/** What time it is: everybody but the doors is told. */

/** Milliseconds since 1970, by whoever is asked. */
export interface Clock {
  now(): number;
}
