const MOST_KEYS = 200;
/** After a statement that several shared, so many are begun with what comes in at the same moment. */
const CROWDED_FOR = 100;

interface Asked<Row> {
  /** How many wait for it. */
  by: number;
  promise: Promise<Row | undefined>;
  resolve(row: Row | undefined): void;
  reject(error: unknown): void;
}

/**
 * Questions that come while the database answers are put into one statement, which begins when that answer is there:
 * each answer was read after its question was asked, as if it had a statement of its own. A single one waits for nothing.
 * @param load answers several keys at once; a key without a row is left out
 */
export function together<Row>(
  load: (keys: string[]) => Promise<Map<string, Row>>,
): (key: string) => Promise<Row | undefined> {
  let waiting = new Map<string, Asked<Row>>();
  let isBusy = false;
  let crowded = 0;

  const begin = async () => {
    while (waiting.size > 0) {
      const asked = take();
      crowded = isShared(asked) ? CROWDED_FOR : Math.max(0, crowded - 1);
      try {
        const rows = await load([...asked.keys()]);
        for (const [key, { resolve }] of asked) resolve(rows.get(key));
      } catch (error) {
        for (const { reject } of asked.values()) reject(error);
      }
    }
    isBusy = false;
  };

  const take = () => {
    if (waiting.size <= MOST_KEYS) {
      const all = waiting;
      waiting = new Map();
      return all;
    }
    const some = new Map([...waiting].slice(0, MOST_KEYS));
    for (const key of some.keys()) waiting.delete(key);
    return some;
  };

  return (key) => {
    const known = waiting.get(key);
    if (known) {
      known.by += 1;
      return known.promise;
    }
    const asked: Asked<Row> = { by: 1, ...Promise.withResolvers<Row | undefined>() };
    waiting.set(key, asked);
    if (!isBusy) {
      isBusy = true;
      // Where several asked together a moment ago, this one is hardly the only of its moment.
      if (crowded > 0) setImmediate(begin);
      else void begin();
    }
    return asked.promise;
  };
}

function isShared(asked: Map<string, Asked<unknown>>): boolean {
  return asked.size > 1 || [...asked.values()].some(({ by }) => by > 1);
}
