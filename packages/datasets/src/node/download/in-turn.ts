const last = new Map<string, Promise<unknown>>();

/** Runs what has the same key one after the other, in this process. */
export async function inTurn(key: string, act: () => Promise<void>): Promise<void> {
  const before = last.get(key) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(act);
  last.set(key, mine);
  try {
    await mine;
  } finally {
    if (last.get(key) === mine) last.delete(key);
  }
}
