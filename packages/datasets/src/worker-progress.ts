const NO_SAMPLE = -1;
const [SAMPLE, BEGUN, ANSWERED] = [0, 1, 2];

/** What a worker is at, written by the worker and read by the thread that waits for it. */
export class WorkerProgress {
  readonly memory: SharedArrayBuffer;
  /** The sample in work; when it was begun, in ns on the clock that all threads share; how many requests are answered. */
  readonly #values: BigInt64Array;

  constructor(memory?: SharedArrayBuffer) {
    this.memory = memory ?? new SharedArrayBuffer(3 * BigInt64Array.BYTES_PER_ELEMENT);
    this.#values = new BigInt64Array(this.memory);
    if (memory === undefined) this.begin(NO_SAMPLE);
  }

  /** Notes that the work on a sample begins; without one, that on anything else. */
  begin(sample: number = NO_SAMPLE): void {
    Atomics.store(this.#values, SAMPLE, BigInt(sample));
    Atomics.store(this.#values, BEGUN, process.hrtime.bigint());
  }

  /** Notes that one more request is answered. */
  answer(): void {
    this.begin();
    Atomics.add(this.#values, ANSWERED, 1n);
  }

  /** The sample in work, or undefined between two. */
  get sample(): number | undefined {
    const sample = Number(Atomics.load(this.#values, SAMPLE));
    return sample === NO_SAMPLE ? undefined : sample;
  }

  /** How long ago the present work began, in seconds. */
  get seconds(): number {
    return Number(process.hrtime.bigint() - Atomics.load(this.#values, BEGUN)) / 1e9;
  }

  /** How many requests are answered; the answers may still be on their way. */
  get answered(): number {
    return Number(Atomics.load(this.#values, ANSWERED));
  }
}
