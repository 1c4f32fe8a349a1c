/** Tasks -> done some at a time, until there are none left or one says to stop. */

/** `task` gives false to have no further one begun. What it throws ends all, and is thrown when those under way have ended. */
export async function someAtATime<T>(items: Iterable<T>, atOnce: number, task: (item: T) => Promise<boolean>): Promise<boolean> {
  const iterator = items[Symbol.iterator]();
  let goesOn = true;
  let failure: unknown = null;
  const work = async () => {
    while (goesOn) {
      const { done, value } = iterator.next();
      if (done) return;
      try {
        if (!(await task(value))) goesOn = false;
      } catch (error) {
        goesOn = false;
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failure !== null) throw failure;
  return goesOn;
}
