import { EnvironmentError } from '@featuremap/errors';
import { version_cpu } from '@tensorflow/tfjs-backend-cpu';
import {
  copyRegisteredKernels,
  getKernel,
  type KernelFunc,
  registerBackend,
  registerKernel,
  unregisterKernel,
  version_core,
} from '@tensorflow/tfjs-core';
import { WasmBackend } from './backend.ts';
import { Heap } from './heap.ts';
import { kernelList } from './kernel-list.ts';
import { defaultThreads } from './thread-pool.ts';
import type { WasmKernel } from './wasm-kernel.ts';
import { compiledModule, compileModule, hasRelaxedSimd } from './wasm-module.ts';

/** The name of the backend in tfjs-core. */
export const BACKEND_NAME = 'featuremap-wasm';

/** What was asked for; holds also before the backend exists. */
export const settings = { threads: defaultThreads(), isDeterministic: false };

/** Calls of WebAssembly kernels that were left to the CPU kernel of that name, by name. */
export const cpuCalls = new Map<string, number>();

/** The module that the settings and the engine call for. */
export function usesRelaxedSimd(): boolean {
  return !settings.isDeterministic && hasRelaxedSimd();
}

let current: WasmBackend | undefined;

/** The backend, or undefined before tfjs-core made it; asking tfjs-core for it would make it. */
export function currentBackend(): WasmBackend | undefined {
  return current;
}

/** A page may train without coming back to its event loop, and then workers that have not started by now never would. */
async function startedOf(backend: WasmBackend): Promise<WasmBackend> {
  await backend.started();
  return backend;
}

function newBackend(): WasmBackend | Promise<WasmBackend> {
  const heap = new Heap();
  const create = (module: WebAssembly.Module) => {
    current = new WasmBackend(heap, module, settings.threads);
    return current;
  };
  const variant = { isRelaxed: usesRelaxedSimd(), isShared: heap.isShared };
  const module = compiledModule(variant);
  return module === undefined ? compileModule(variant).then(create).then(startedOf) : create(module);
}

function register({ name, run }: WasmKernel): void {
  const cpu = getKernel(name, 'cpu')?.kernelFunc;
  const kernelFunc: KernelFunc = (call) => {
    const result = run(call as never);
    if (result !== undefined) return result;
    cpuCalls.set(name, (cpuCalls.get(name) ?? 0) + 1);
    return cpu!(call);
  };
  if (cpu !== undefined) unregisterKernel(name, BACKEND_NAME);
  registerKernel({ kernelName: name, backendName: BACKEND_NAME, kernelFunc });
}

// The import of tfjs-backend-cpu must name something that is used: bundlers for Node take its main file for free of side
// effects and would leave its kernels out.
if (getKernel('Reshape', 'cpu') === undefined) {
  throw new EnvironmentError('backend-wasm: the kernels of tfjs-backend-cpu are not in this copy of tfjs-core', {
    received: `tfjs-backend-cpu ${version_cpu}, tfjs-core ${version_core}`,
    rule: 'all packages share one copy of tfjs-core',
    remedy: 'npm dedupe, or one alias for @tensorflow/tfjs-core in the bundler',
  });
}
copyRegisteredKernels('cpu', BACKEND_NAME);
for (const kernel of kernelList) register(kernel);
registerBackend(BACKEND_NAME, newBackend, 4);
