import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import { AvgPool2d, Conv2d, Flatten, input, Linear, MaxPool2d, ReLU, Sigmoid, sequential } from '@featuremap/layers';
import { type Variant, variants } from './recipe.ts';

/** Options of {@link leNet}. */
export interface LeNetOptions {
  /** `'classic'` (default): sigmoid and average pooling; `'modern'`: ReLU and max pooling in their places. */
  readonly variant?: Variant;
}

/**
 * LeNet-5 for grey images `[N, 28, 28, 1]` in ten classes: two convolutions with pooling, then three linear layers. 61,706
 * parameters and 416,520 multiply-adds, whatever the variant. It ends in logits.
 *
 * @throws {ArgumentError} when the variant is neither of the two.
 *
 * @example
 * ```js
 * import { leNet } from '@featuremap/lenet';
 *
 * const net = leNet({ variant: 'modern' });
 * console.log(net.params(), net.outputShape([256, 28, 28, 1])); // 61706 [ 256, 10 ]
 * ```
 *
 * @see LeCun et al. (1998), Gradient-based learning applied to document recognition
 */
export function leNet(options: LeNetOptions = {}) {
  requireKnownOptions('leNet', options, ['variant'] satisfies (keyof LeNetOptions)[]);
  const variant = requireOneOf('leNet', 'variant', options.variant ?? 'classic', variants);
  const activation = () => (variant === 'classic' ? new Sigmoid() : new ReLU());
  const pool = () => (variant === 'classic' ? new AvgPool2d(2, { stride: 2 }) : new MaxPool2d(2, { stride: 2 }));
  return sequential(
    input(28, 28, 1),
    new Conv2d(1, 6, { kernelSize: 5, padding: 2 }),
    activation(),
    pool(),
    new Conv2d(6, 16, { kernelSize: 5 }),
    activation(),
    pool(),
    new Flatten(),
    new Linear(400, 120),
    activation(),
    new Linear(120, 84),
    activation(),
    new Linear(84, 10),
  );
}
