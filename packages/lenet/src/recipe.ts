/** The two forms of LeNet. */
export const variants = ['classic', 'modern'] as const;
/** `classic`: sigmoid and average pooling, as in 1998; `modern`: ReLU and max pooling. */
export type Variant = (typeof variants)[number];

/** The optimizers of the command. */
export const optimizers = ['sgd', 'adam', 'adamw'] as const;
export type OptimizerName = (typeof optimizers)[number];

/** The backends of the command. */
export const backends = ['wasm', 'cpu'] as const;
export type BackendName = (typeof backends)[number];

/** Learning rates that work: those of `lenet train` unless `--lr` says otherwise. */
export const defaultLr: Readonly<Record<Variant, Readonly<Record<OptimizerName, number>>>> = {
  classic: { sgd: 0.9, adam: 0.001, adamw: 0.001 },
  modern: { sgd: 0.1, adam: 0.001, adamw: 0.001 },
};

/** How a training of LeNet is set up. */
export interface Recipe {
  readonly variant: Variant;
  readonly epochs: number;
  readonly batchSize: number;
  readonly lr: number;
  readonly optimizer: OptimizerName;
  readonly seed: number;
  /** How many of the training images to take, from the first; undefined = all. */
  readonly limit: number | undefined;
  /** Share of the training images that is kept for validation. */
  readonly valSplit: number;
  /** Whether the training images are augmented. */
  readonly augment: boolean;
}
