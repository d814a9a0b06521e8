const interval = 100; // milliseconds

/** Where there is no `setImmediate`, a page's shortest timeout waits up to 4 ms. */
const { setImmediate: soon = (run: () => void) => setTimeout(run, 0) } = globalThis as {
  setImmediate?: (run: () => void) => unknown;
};

/**
 * When to read from the device and to let the rest of the program have its turn (signals, timers, a page's frames): ten
 * times a second, so that neither stalls the training.
 */
export class Turn {
  #last = performance.now();

  /** Whether it is time. */
  get isDue(): boolean {
    return performance.now() - this.#last >= interval;
  }

  /** Lets everything that waits run once. */
  async give(): Promise<void> {
    await new Promise<void>((resolve) => soon(resolve));
    this.#last = performance.now();
  }
}
