export { type BackendInfo, backendInfo } from './backend-info.ts';
export { type KernelCoverage, kernelCoverage } from './kernel-coverage.ts';
export { BACKEND_NAME } from './register.ts';
export { setDeterministic } from './set-deterministic.ts';
export { setThreads } from './set-threads.ts';
