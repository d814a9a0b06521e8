import { currentBackend, settings, usesRelaxedSimd } from './register.ts';
import { hasRelaxedSimd } from './wasm-module.ts';

/** How the backend runs here. */
export interface BackendInfo {
  /** Threads that share the work; 1 before the backend is in use. */
  readonly threads: number;
  /** 'relaxed' where products use fused multiply-add. */
  readonly simd: 'relaxed' | 'plain';
  /** Why it runs with less than was asked for or could be had; undefined when nothing is missing. */
  readonly reason: string | undefined;
}

/**
 * Tells how many threads work, which SIMD instructions the kernels use, and the reason where that is less than it could be.
 *
 * @example
 * ```js
 * import { backendInfo, setThreads } from '@featuremap/backend-wasm';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * setThreads(1);
 * await tf.setBackend('featuremap-wasm');
 * console.log(backendInfo().threads); // 1
 * ```
 */
export function backendInfo(): BackendInfo {
  const backend = currentBackend();
  const threads = backend?.threads;
  return {
    threads: threads?.running ?? 1,
    simd: usesRelaxedSimd() ? 'relaxed' : 'plain',
    reason: threads?.reason ?? backend?.heap.reason ?? whyPlain(),
  };
}

function whyPlain(): string | undefined {
  if (settings.isDeterministic || hasRelaxedSimd()) return undefined;
  return 'this engine has no relaxed SIMD (Node 20 has it with --experimental-wasm-relaxed-simd)';
}
