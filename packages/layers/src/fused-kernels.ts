import type { Sides, Size2 } from '@featuremap/shapes';
import * as tf from '@tensorflow/tfjs-core';

// The kernels that a backend may register to make training fast. Layers look for them by name, so neither side imports
// the other; where one is missing, the same values are composed of tfjs-core ops. All numbers are float32, images are
// NHWC, filters HWIO, with groups 1. Such a backend also has tfjs-core's MaxPoolGrad, whose gradient goes to the first
// maximum of a window, and AvgPoolGrad.

/** What a block applies behind its convolution or matrix product. */
export type FusedActivation = 'linear' | 'relu' | 'sigmoid' | 'tanh';

/** The pooling at the end of a block. `outSize` settles ceilMode; the gradient of a maximum goes to the first one. */
export interface FusedPool {
  readonly kind: 'max' | 'avg';
  readonly kernel: Size2;
  readonly strides: Size2;
  readonly pads: readonly [Sides, Sides];
  readonly countIncludePad: boolean;
  readonly outSize: Size2;
}

export interface Conv2dBlockAttrs {
  readonly strides: Size2;
  readonly pads: readonly [Sides, Sides];
  readonly dilations: Size2;
  readonly outSize: Size2;
  readonly activation: FusedActivation;
  readonly pool: FusedPool | null;
}

/** The fused kernels by name: the attributes that each one takes. */
export interface FusedKernels {
  /** `{ x, filter, bias? } -> [y, pooled]`, or the last one alone without a pool or with `onlyLast`, where no gradient needs y. */
  readonly FeaturemapConv2dBlock: Conv2dBlockAttrs & { readonly onlyLast: boolean };
  /** `{ x, y, dy } -> [dFilter, dBias?]`; `dy` is the gradient of the block's last output. */
  readonly FeaturemapConv2dBlockGradFilter: Conv2dBlockAttrs & {
    readonly filterShape: readonly number[];
    readonly hasBias: boolean;
  };
  /** `{ filter, y, dy } -> [dx]`. */
  readonly FeaturemapConv2dBlockGradInput: Conv2dBlockAttrs & { readonly inputShape: readonly number[] };
  /** `{ x [N, in], weight [in, out], bias? } -> [y]`. */
  readonly FeaturemapLinear: { readonly activation: FusedActivation };
  /** `{ x, y, dy } -> [dWeight, dBias?]`. */
  readonly FeaturemapLinearGradWeight: { readonly activation: FusedActivation; readonly hasBias: boolean };
  /** `{ weight, y, dy } -> [dx]`. */
  readonly FeaturemapLinearGradInput: { readonly activation: FusedActivation };
  /** `{ logits [N, C], labels int32 [N], weight? [C] } -> [mean loss, its gradient for the logits]`. */
  readonly FeaturemapCrossEntropy: { readonly labelSmoothing: number };
  /** `{ p0, g0, v0?, p1, … } -> [p0', v0'?, p1', …]`; v with momentum, not given at the first step. */
  readonly FeaturemapSgd: {
    readonly count: number;
    readonly lr: number;
    readonly momentum: number;
    readonly dampening: number;
    readonly weightDecay: number;
    readonly nesterov: boolean;
    readonly first: boolean;
  };
  /** `{ p0, g0, m0, v0, p1, … } -> [p0', m0', v0', p1', …]`; `step` counts from 1. */
  readonly FeaturemapAdam: {
    readonly count: number;
    readonly lr: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly eps: number;
    readonly weightDecay: number;
    readonly decoupled: boolean;
    readonly step: number;
  };
}

/** Whether the active backend has a fused kernel. */
export function hasFused(name: keyof FusedKernels): boolean {
  return tf.getKernel(name, tf.getBackend()) !== undefined;
}

/** Runs a fused kernel, which gives a list of tensors. Inputs that are undefined are left out. */
export function runFused<Name extends keyof FusedKernels>(
  name: Name,
  inputs: Readonly<Record<string, tf.Tensor | undefined>>,
  attrs: FusedKernels[Name],
): tf.Tensor[] {
  const given = Object.fromEntries(Object.entries(inputs).filter(([, tensor]) => tensor !== undefined));
  const outputs: tf.Tensor | tf.Tensor[] = tf
    .engine()
    .runKernel(name, given as tf.NamedTensorMap, attrs as unknown as tf.NamedAttrMap);
  return Array.isArray(outputs) ? outputs : [outputs];
}
