import { parentPort, workerData } from 'node:worker_threads';

const { module, flopsARound } = workerData as { module: WebAssembly.Module; flopsARound: number };
const { multiplyAdd } = new WebAssembly.Instance(module).exports as {
  multiplyAdd: (rounds: number, factor: number, addend: number) => number;
};

const ROUNDS = 2e7;
multiplyAdd(ROUNDS / 10, 0.5, 1);
let best = 0;
for (let run = 0; run < 5; run++) {
  const begin = performance.now();
  multiplyAdd(ROUNDS, 0.5, 1);
  best = Math.max(best, (ROUNDS * flopsARound) / (performance.now() - begin) / 1e6);
}
parentPort!.postMessage(best);
