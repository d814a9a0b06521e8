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
