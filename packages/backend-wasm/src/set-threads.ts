import { requireInteger } from '@featuremap/errors';
import { currentBackend, settings } from './register.ts';

/**
 * Sets the number of threads that share the work of a kernel, the calling one counted. The default is the number of cores,
 * at most 16. Results do not depend on it. Where threads are not to be had, work goes on with one, and
 * `backendInfo().reason` says why.
 *
 * Takes effect at once. The promise is fulfilled when the threads have started: wait for it in a page that has the backend in
 * use already, as a browser starts none while the page computes.
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
export function setThreads(threads: number): Promise<void> {
  settings.threads = requireInteger('setThreads', 'threads', threads, { min: 1, max: 64 });
  const backend = currentBackend();
  if (backend === undefined) return Promise.resolve();
  backend.restart(settings.threads);
  return backend.started();
}
