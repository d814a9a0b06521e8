import { getKernelsForBackend } from '@tensorflow/tfjs-core';
import { kernelList } from './kernel-list.ts';
import { BACKEND_NAME, cpuCalls } from './register.ts';

/** Which kernels run on WebAssembly and which do not. */
export interface KernelCoverage {
  /** Names of the kernels that run on WebAssembly. */
  readonly wasm: readonly string[];
  /** Names of the kernels that always run as plain JavaScript, copied from the CPU backend. */
  readonly cpu: readonly string[];
  /**
   * Calls so far of kernels named in `wasm` that ran as plain JavaScript after all, since their data type or attributes
   * have no WebAssembly path, by name.
   */
  readonly cpuCalls: Readonly<Record<string, number>>;
}

/**
 * Lists what is fast and what is not, so that nothing is slow in secret.
 *
 * @example
 * ```js
 * import { kernelCoverage } from '@featuremap/backend-wasm';
 *
 * const { wasm, cpu } = kernelCoverage();
 * console.log(wasm.includes('FeaturemapConv2dBlock')); // true
 * console.log(cpu.includes('FFT')); // true
 * ```
 */
export function kernelCoverage(): KernelCoverage {
  const wasm = kernelList.map((kernel) => kernel.name);
  const names = getKernelsForBackend(BACKEND_NAME).map((kernel) => kernel.kernelName);
  return {
    wasm: wasm.toSorted(),
    cpu: names.filter((name) => !wasm.includes(name)).toSorted(),
    cpuCalls: Object.fromEntries(cpuCalls),
  };
}
