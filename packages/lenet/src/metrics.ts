import { DataError, show } from '@featuremap/errors';
import type { EpochEvent, Evaluation } from '@featuremap/trainer';

/** A line of `metrics.jsonl` and of `--json`: one epoch. A loss that is not finite is null, as JSON writes it. */
export interface EpochLine {
  readonly type: 'epoch';
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  /** On the validation images, or without a validation split on the test images. */
  readonly valLoss: number;
  readonly valAccuracy: number;
  /** On the test images, where there is a validation split beside them. */
  readonly testLoss?: number;
  readonly testAccuracy?: number;
  readonly imagesPerSecond: number;
}

/** The line of an epoch; `test` is what the test images gave where `event.validation` is that of other images. */
export function epochLine(event: EpochEvent, test: Evaluation | undefined): EpochLine {
  const { epoch, loss, accuracy, imagesPerSecond } = event;
  const validation = event.validation!;
  return {
    type: 'epoch',
    epoch,
    loss,
    accuracy,
    valLoss: validation.loss,
    valAccuracy: validation.accuracy,
    ...(test === undefined ? {} : { testLoss: test.loss, testAccuracy: test.accuracy }),
    imagesPerSecond,
  };
}

/** The text of a `metrics.jsonl`. */
export function encodeMetrics(lines: readonly EpochLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/**
 * Reads the text of a `metrics.jsonl`; `file` is its name for messages.
 *
 * @throws {DataError} when a line is not that of an epoch.
 */
export function decodeMetrics(text: string, file: string): EpochLine[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line, i) => {
      const value = parsed(line);
      if (isEpochLine(value)) return value;
      throw new DataError(`line ${i + 1} of ${file} is not that of an epoch`, { received: show(line) });
    });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isEpochLine(value: unknown): value is EpochLine {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const isNumber = (name: string) => typeof fields.get(name) === 'number' || fields.get(name) === null;
  return fields.get('type') === 'epoch' && ['loss', 'accuracy', 'valLoss', 'valAccuracy'].every(isNumber);
}
