import type { Window } from '@featuremap/shapes';
import * as tf from '@tensorflow/tfjs-core';
import { type Conv2dBlockAttrs, type FusedActivation, hasFused, runFused } from '../fused-kernels.ts';
import { together, withGradient } from '../with-gradient.ts';
import { type ActivationName, activate, isFused } from './activation.ts';
import { convolve, convolveGradFilter, convolveGradInput } from './convolution.ts';
import { type PaddingMode, padImages } from './pad-images.ts';
import { type PoolPlacement, pool2d } from './pool2d.ts';

/** A convolution with what follows it: an activation, and perhaps a pooling. */
export interface Conv2dBlock {
  readonly window: Window;
  /** What the padding of the window shows. Default `'zeros'`. */
  readonly paddingMode?: PaddingMode;
  readonly groups: number;
  readonly activation: ActivationName;
  readonly pool: PoolPlacement | null;
}

/**
 * `pool(activation(x * filter + bias))` for NHWC images and an HWIO filter: in one kernel where the backend has it,
 * otherwise one after the other.
 */
export function conv2dBlock(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D | undefined,
  block: Conv2dBlock,
): tf.Tensor4D {
  const { window, paddingMode = 'zeros' } = block;
  if (paddingMode !== 'zeros') {
    const inside = {
      ...window,
      padding: [
        [0, 0],
        [0, 0],
      ],
    } as const;
    const padded = padImages(x, window.padding, paddingMode);
    return conv2dBlock(padded, filter, bias, { ...block, window: inside, paddingMode: 'zeros' });
  }
  const { activation, pool } = block;
  const fuses = block.groups === 1 && hasFused('FeaturemapConv2dBlock');
  if (fuses && isFused(activation)) return fusedBlock(x, filter, bias, { ...block, activation });
  const z = fuses
    ? fusedBlock(x, filter, bias, { ...block, activation: 'linear', pool: null })
    : convolution(x, filter, bias, block);
  const y = activate(z, activation);
  return pool === null ? y : pool2d(y, pool);
}

function convolution(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D | undefined,
  { window, groups }: Conv2dBlock,
): tf.Tensor4D {
  const inputs: Record<string, tf.Tensor> = bias === undefined ? { x, filter } : { x, filter, bias };
  return withGradient(inputs, (save) => {
    const [savedX, savedFilter] = [save(x), save(filter)];
    const z = convolve(x, filter, window, groups);
    return {
      value: bias === undefined ? z : tf.add(z, bias),
      gradients: (dy) => ({
        x: () => convolveGradInput(dy, savedFilter, window, groups, x.shape),
        filter: () => convolveGradFilter(savedX, dy, window, groups),
        bias: () => tf.sum(dy, [0, 1, 2]),
      }),
    };
  });
}

function fusedBlock(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D | undefined,
  { window, activation, pool }: Conv2dBlock & { readonly activation: FusedActivation },
): tf.Tensor4D {
  const attrs: Conv2dBlockAttrs = {
    strides: window.stride,
    pads: window.padding,
    dilations: window.dilation,
    outSize: window.outputSize,
    activation,
    pool: pool && {
      kind: pool.kind,
      kernel: pool.window.kernelSize,
      strides: pool.window.stride,
      pads: pool.window.padding,
      countIncludePad: pool.countIncludePad,
      outSize: pool.window.outputSize,
    },
  };
  const inputs: Record<string, tf.Tensor> = bias === undefined ? { x, filter } : { x, filter, bias };
  const filterGrads = bias === undefined ? ['filter'] : ['filter', 'bias'];
  const onlyLast = !tf.engine().isTapeOn();
  return withGradient(inputs, (save) => {
    const outputs = runFused('FeaturemapConv2dBlock', { x, filter, bias }, { ...attrs, onlyLast }) as tf.Tensor4D[];
    const [savedX, savedFilter, y] = [save(x), save(filter), save(outputs[0]!)];
    return {
      value: outputs.at(-1)!,
      gradients: (dy) => ({
        x: () =>
          runFused(
            'FeaturemapConv2dBlockGradInput',
            { filter: savedFilter, y, dy },
            { ...attrs, inputShape: savedX.shape },
          )[0]!,
        ...together(filterGrads, save, () =>
          runFused(
            'FeaturemapConv2dBlockGradFilter',
            { x: savedX, y, dy },
            { ...attrs, filterShape: savedFilter.shape, hasBias: bias !== undefined },
          ),
        ),
      }),
    };
  });
}
