import { requireInteger } from '@featuremap/errors';
import { currentBackend, settings } from './register.ts';

/**
 * Sets the number of threads that share the work of a kernel, the calling one counted. The default is the number of cores,
 * at most 16. Results do not depend on it. Where threads are not to be had, work goes on with one, and
 * `backendInfo().reason` says why.
 *
 * @param threads 1 to 64.
 * @throws {ArgumentError} when it is not an integer in that range.
 *
 * @example
 * ```js
 * import { setThreads, backendInfo } from '@featuremap/backend-wasm';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * setThreads(2);
 * await tf.setBackend('featuremap-wasm');
 * console.log(backendInfo().threads); // 2
 * ```
 */
export function setThreads(threads: number): void {
  settings.threads = requireInteger('setThreads', 'threads', threads, { min: 1, max: 64 });
  currentBackend()?.restart(settings.threads);
}
