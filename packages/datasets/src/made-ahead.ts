/** What `make` makes of each request, in their order; up to `most` are in the making at once. */
export async function* madeAhead<Request, Made>(
  requests: Iterator<Request>,
  make: (request: Request) => Promise<Made>,
  most: number,
): AsyncGenerator<Made, void, undefined> {
  const ahead: Promise<Made>[] = [];
  for (;;) {
    while (ahead.length < most) {
      const next = requests.next();
      if (next.done === true) break;
      const made = make(next.value);
      made.catch(() => undefined);
      ahead.push(made);
    }
    const first = ahead.shift();
    if (first === undefined) return;
    yield await first;
  }
}
