import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { WasmBackend } from '../backend.ts';
import type { Activation } from '../conv-geometry.ts';
import { applyUnary } from './unary.ts';

/** Activations of tfjs-core's fused kernels that run in a pass of their own, as names of unary kernels. */
const laterOps: Readonly<Record<string, string>> = { elu: 'elu', leakyrelu: 'leakyRelu', relu6: 'relu6' };

/** An activation of a fused kernel of tfjs-core: the part done in the product, and the rest; undefined for prelu. */
export function splitActivation(name: string): { inside: Activation; later: string | undefined } | undefined {
  if (name === 'linear' || name === 'relu' || name === 'sigmoid') return { inside: name, later: undefined };
  const later = laterOps[name];
  return later === undefined ? undefined : { inside: 'linear', later };
}

/** Applies the rest of an activation to a result, in place. */
export function finish(backend: WasmBackend, later: string | undefined, y: TensorInfo, leakyreluAlpha: number): void {
  if (later === undefined) return;
  const at = backend.pointer(y);
  applyUnary(backend, later, util.sizeFromShape(y.shape), { from: at, to: at, alpha: leakyreluAlpha });
}
