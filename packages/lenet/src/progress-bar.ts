import type { BatchEvent } from '@featuremap/trainer';
import ora, { type Ora } from 'ora';
import { count } from './shape-table.ts';

const width = 24;
const narrowest = 20;

/**
 * The line at the bottom of a terminal that says how far the training is; it stays away where stderr is no terminal that
 * can draw over a line: a file, a log of CI, a dumb terminal.
 */
export class ProgressBar {
  readonly #line: Ora | undefined;

  constructor(colors: boolean) {
    // discardStdin would take Ctrl-C out of the hands of the command.
    const line = ora({ stream: process.stderr, discardStdin: false, ...(colors ? {} : { color: false }) });
    if (line.isEnabled && process.stderr.columns >= narrowest) this.#line = line; // some pseudo-terminals have 0 columns
  }

  /** Shows a batch. */
  show(event: BatchEvent): void {
    if (this.#line === undefined) return;
    this.#line.text = fitted(progressText(event));
    if (this.#line.isSpinning) this.#line.render();
    else this.#line.start();
  }

  /** Takes the line away, so that others can be printed. */
  clear(): void {
    this.#line?.stop();
  }
}

/** As much of a line as fits beside the spinner: one that wraps could not be taken away. */
function fitted(text: string): string {
  return text.slice(0, process.stderr.columns - 3);
}

/** `epoch  3/10 ━━━━━━────── 50%  5,230 images/s  0:42 left  loss 0.6123` */
export function progressText(event: BatchEvent): string {
  const { epoch, epochs, batch, batches, imagesPerSecond, secondsLeft, loss } = event;
  const done = Math.floor((width * batch) / batches);
  const bar = '━'.repeat(done) + '─'.repeat(width - done);
  const percent = `${Math.floor((100 * batch) / batches)}%`.padStart(4);
  const rate = imagesPerSecond < 100 ? imagesPerSecond.toFixed(1) : count(imagesPerSecond);
  return `epoch ${ofTotal(epoch, epochs)} ${bar} ${percent}  ${rate} images/s  ${minutes(secondsLeft)} left  loss ${loss.toFixed(4)}`;
}

/** 3 of 10 as ` 3/10` */
export function ofTotal(value: number, total: number): string {
  return `${String(value).padStart(String(total).length)}/${total}`;
}

/** 75 as `1:15` */
function minutes(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
