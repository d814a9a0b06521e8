import '@tensorflow/tfjs-backend-cpu';
import { BACKEND_NAME, backendInfo, setThreads } from '@featuremap/backend-wasm';
import { ArgumentError } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from './recipe.ts';

/**
 * Makes a backend the active one, and tells how it runs in a line for people.
 *
 * @throws {ArgumentError} when `threads` is out of range, or given for a backend that has none.
 */
export async function useBackend(name: BackendName, threads?: number): Promise<string> {
  tf.enableProdMode(); // without it the stock CPU backend advertises another package
  if (name === 'cpu') {
    if (threads !== undefined) {
      throw new ArgumentError('the cpu backend runs on one thread', { remedy: '--backend wasm, or no --threads' });
    }
    await tf.setBackend('cpu');
    return 'cpu (plain JavaScript, slow)';
  }
  if (threads !== undefined) setThreads(threads);
  await tf.setBackend(BACKEND_NAME);
  const info = backendInfo();
  const parts = [`${info.threads} ${info.threads === 1 ? 'thread' : 'threads'}`, `${info.simd} SIMD`];
  if (info.reason !== undefined) parts.push(info.reason);
  return `wasm (${parts.join(', ')})`;
}
