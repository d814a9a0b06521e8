/** The networks that both sides train. */
export const networkNames = ['lenet-classic', 'lenet-modern', 'simple-cnn', 'small-vgg'] as const;
export type NetworkName = (typeof networkNames)[number];

/** Batch sizes: LeNet as in the textbook, the others as in the slides. */
export const batchSizes: Readonly<Record<NetworkName, number>> = {
  'lenet-classic': 256,
  'lenet-modern': 256,
  'simple-cnn': 64,
  'small-vgg': 64,
};

/** One measurement that a side is asked for; a line of JSON on its standard input. */
export interface Request {
  readonly network: NetworkName;
  readonly mode: 'train' | 'infer';
  readonly threads: number;
  /** How many batches to go through before the clock starts. */
  readonly warmup: number;
  /** How many batches to time. */
  readonly steps: number;
}

/** What it answers; a line of JSON on its standard output. */
export interface Answer {
  readonly images: number;
  readonly seconds: number;
  /** The loss of the last batch, to see that it really trains; NaN when any loss was not a finite number. */
  readonly loss: number;
}
