import { ArgumentError, requireInteger, requireKnownOptions, requireOneOf, ShapeError, show } from '@featuremap/errors';
import { imageAxes } from './image-axes.ts';
import type { LayerDescription } from './layer-description.ts';
import { elements, type Shape, showShape } from './shape.ts';
import type { ChannelNormFn, LayerNormFn } from './types/normalization-fns.ts';

export type { ChannelNormFn, LayerNormFn } from './types/normalization-fns.ts';

// A normalization in use multiplies each number once, which is what macs counts.

/**
 * Describes batch normalization, which keeps the shape of images of `numFeatures` channels.
 *
 * @param options.affine Whether each channel learns a weight and a bias. Default true.
 * @throws {ArgumentError} when the count is not a positive integer or an option is unknown.
 *
 * @example
 * ```js
 * import { batchNorm2d } from '@featuremap/shapes/normalization';
 *
 * console.log(batchNorm2d(64).params()); // 128
 * ```
 *
 * @see torch.nn.BatchNorm2d
 */
export function batchNorm2d<const C extends number>(
  numFeatures: C,
  options: { readonly affine?: boolean } = {},
): LayerDescription<ChannelNormFn<'batchNorm2d', C>> {
  requireInteger('batchNorm2d', 'numFeatures', numFeatures, { min: 1 });
  return channelNorm('batchNorm2d', 'numFeatures', numFeatures, options);
}

/**
 * Describes group normalization, which keeps the shape of images of `numChannels` channels.
 *
 * @param options.affine Whether each channel learns a weight and a bias. Default true.
 * @throws {ArgumentError} when a count is not a positive integer, `numGroups` does not divide `numChannels`, or an option
 * is unknown.
 *
 * @example
 * ```js
 * import { groupNorm } from '@featuremap/shapes/normalization';
 *
 * console.log(groupNorm(8, 64).params()); // 128
 * ```
 *
 * @see torch.nn.GroupNorm
 */
export function groupNorm<const C extends number>(
  numGroups: number,
  numChannels: C,
  options: { readonly affine?: boolean } = {},
): LayerDescription<ChannelNormFn<'groupNorm', C>> {
  requireInteger('groupNorm', 'numGroups', numGroups, { min: 1 });
  requireInteger('groupNorm', 'numChannels', numChannels, { min: 1 });
  if (numChannels % numGroups !== 0) {
    throw new ArgumentError(`groupNorm: numGroups ${numGroups} does not divide ${numChannels} channels`);
  }
  return channelNorm('groupNorm', 'numChannels', numChannels, options);
}

/** The description of a layer normalization. */
export interface LayerNormDescription<S extends number | Shape = number | Shape>
  extends LayerDescription<LayerNormFn<S>> {
  readonly normalizedShape: Shape;
}

/**
 * Describes layer normalization, which keeps any shape that ends in the sizes of `normalizedShape`.
 *
 * @param normalizedShape The sizes of the last axes, or one number for the last axis alone.
 * @param options.elementwiseAffine Whether each number of these axes learns a weight and a bias. Default true.
 * @throws {ArgumentError} when a size is not a positive integer, there is none, or an option is unknown.
 *
 * @example
 * ```js
 * import { layerNorm } from '@featuremap/shapes/normalization';
 *
 * console.log(layerNorm([8, 8, 3]).params()); // 384
 * ```
 *
 * @see torch.nn.LayerNorm
 */
export function layerNorm<const S extends number | Shape>(
  normalizedShape: S,
  options: { readonly elementwiseAffine?: boolean } = {},
): LayerNormDescription<S> {
  const name = 'layerNorm';
  const sizes: Shape = Array.isArray(normalizedShape) ? normalizedShape : [normalizedShape as number];
  if (sizes.length === 0) {
    throw new ArgumentError(`${name}: normalizedShape must have at least one size, not ${show(normalizedShape)}`);
  }
  for (const size of sizes) requireInteger(name, 'normalizedShape', size, { min: 1 });
  requireKnownOptions(name, options, ['elementwiseAffine']);
  const { elementwiseAffine = true } = options;
  requireOneOf(name, 'elementwiseAffine', elementwiseAffine, [true, false]);
  return {
    name,
    normalizedShape: sizes,
    infer(shape, { via }) {
      if (shape.length >= sizes.length && showShape(shape.slice(-sizes.length)) === showShape(sizes)) {
        return { shape, via };
      }
      throw new ShapeError(
        `${name} expects a shape that ends in ${showShape(sizes)} but the previous layer gives ${showShape(shape)}`,
        {
          rule: 'normalizedShape is the sizes of the last axes, in the data format of the network',
          remedy: `normalizedShape ${showShape(shape.slice(-sizes.length))}`,
        },
      );
    },
    params: () => (elementwiseAffine ? 2 * elements(sizes) : 0),
    macs: elements,
  };
}

/** Describes a normalization of images of so many channels, which the layer calls `option`. */
function channelNorm<const Name extends string, const C extends number>(
  name: Name,
  option: string,
  channels: C,
  options: { readonly affine?: boolean },
): LayerDescription<ChannelNormFn<Name, C>> {
  requireKnownOptions(name, options, ['affine']);
  const { affine = true } = options;
  requireOneOf(name, 'affine', affine, [true, false]);
  return {
    name,
    infer(shape, { dataFormat }) {
      const given = imageAxes(name, shape, dataFormat).channels;
      if (given === channels) return { shape, via: '' };
      throw new ShapeError(
        `${name} expects ${channels} input channel${channels === 1 ? '' : 's'} but the previous layer gives ${given}, in ${showShape(shape)}`,
        {
          rule: `${dataFormat}: the channels are axis ${dataFormat === 'NHWC' ? 2 : 0} of a sample`,
          remedy: `${option} ${given}`,
        },
      );
    },
    params: () => (affine ? 2 * channels : 0),
    macs: elements,
  };
}
