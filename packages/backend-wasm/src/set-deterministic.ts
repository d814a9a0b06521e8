import { ArgumentError, show } from '@featuremap/errors';
import { currentBackend, settings, usesRelaxedSimd } from './register.ts';
import { compileModule } from './wasm-module.ts';

/**
 * Chooses between speed and equal bits on every engine. By default kernels use relaxed SIMD (fused multiply-add) where the
 * engine has it, whose rounding may differ between processors. With `true` they use plain SIMD: the
 * same program gives the same bits in Node and in every browser, at about half the speed of matrix products. The number
 * of threads never changes a result.
 *
 * Takes effect when the promise is fulfilled; tensors stay as they are.
 *
 * @throws {ArgumentError} when `deterministic` is not a boolean.
 *
 * @example
 * ```js
 * import { backendInfo, setDeterministic } from '@featuremap/backend-wasm';
 *
 * await setDeterministic(true);
 * console.log(backendInfo().simd); // plain
 * ```
 */
export async function setDeterministic(deterministic: boolean): Promise<void> {
  if (typeof deterministic !== 'boolean')
    throw new ArgumentError(`setDeterministic: deterministic must be true or false, not ${show(deterministic)}`);
  settings.isDeterministic = deterministic;
  const backend = currentBackend();
  if (backend === undefined) return;
  const isRelaxed = usesRelaxedSimd();
  const module = await compileModule({ isRelaxed, isShared: backend.heap.isShared });
  // Another call may have changed the setting meanwhile.
  if (isRelaxed !== usesRelaxedSimd()) return;
  backend.restart(settings.threads, module);
  await backend.started();
}
