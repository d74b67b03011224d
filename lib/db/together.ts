const MOST_KEYS = 200;

interface Asked<Row> {
  promise: Promise<Row | undefined>;
  resolve(row: Row | undefined): void;
  reject(error: unknown): void;
}

/**
 * Questions of one moment are put into one statement, and so are those that come while the database answers, which
 * begins when that answer is there: each answer was read after its question was asked, as if it had a statement of its
 * own.
 * @param load answers several keys at once; a key without a row is left out
 */
export function together<Row>(
  load: (keys: string[]) => Promise<Map<string, Row>>,
): (key: string) => Promise<Row | undefined> {
  let waiting = new Map<string, Asked<Row>>();
  let isBusy = false;

  const begin = async () => {
    while (waiting.size > 0) {
      const asked = take();
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
    if (known) return known.promise;
    const asked: Asked<Row> = Promise.withResolvers<Row | undefined>();
    waiting.set(key, asked);
    if (!isBusy) {
      isBusy = true;
      // After what has come in by now on other connections.
      setImmediate(begin);
    }
    return asked.promise;
  };
}
