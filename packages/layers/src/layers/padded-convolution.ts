import { requireOneOf } from '@featuremap/errors';
import type { LayerDescription, Shape, ShapeContext, Size2, Window } from '@featuremap/shapes';
import { type ActivationName, activationNames } from '../ops/activation.ts';
import { type PaddingMode, paddingModes, requirePixelsToShow } from '../ops/pad-images.ts';
import { withActivation } from './activation.ts';

/** The options that `Conv1d` and `Conv2d` know. */
export const convolutionOptions = [
  'kernelSize',
  'stride',
  'padding',
  'paddingMode',
  'dilation',
  'groups',
  'bias',
  'activation',
] as const;

/** What a convolution layer does beside its sums. */
export interface AroundConvolution {
  readonly paddingMode: PaddingMode;
  readonly activation: ActivationName;
}

/** Checks what a convolution layer was asked to do beside its sums. @throws {ArgumentError} */
export function aroundConvolution(
  caller: string,
  {
    paddingMode = 'zeros',
    activation = 'linear',
  }: { readonly [Option in keyof AroundConvolution]: AroundConvolution[Option] | undefined },
): AroundConvolution {
  return {
    paddingMode: requireOneOf(caller, 'paddingMode', paddingMode, paddingModes),
    activation: requireOneOf(caller, 'activation', activation, activationNames),
  };
}

/**
 * The description of a convolution with its activation in the label, that refuses an input with too few pixels for its
 * padding to show. `sizeOf` is the height and width of an input.
 */
export function paddedConvolution<
  Description extends Omit<LayerDescription, 'window'> & {
    window(input: Shape, context: Pick<ShapeContext, 'dataFormat'>): Window;
  },
>(
  description: Description,
  { paddingMode, activation }: AroundConvolution,
  sizeOf: (input: Shape, context: ShapeContext) => Size2,
): Description {
  return {
    ...description,
    ...withActivation(description.name, activation),
    infer(input: Shape, context: ShapeContext) {
      const inferred = description.infer(input, context);
      const { padding } = description.window(input, context);
      requirePixelsToShow(description.name, paddingMode, padding, sizeOf(input, context));
      return inferred;
    },
  };
}
