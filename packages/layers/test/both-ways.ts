import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, describe } from 'vitest';
import { registerFused, unregisterFused } from './fused-reference.ts';

/** Defines the same tests twice: composed of tfjs-core ops, and with the fused kernels registered. */
export function describeBothWays(name: string, define: () => void): void {
  describe(`${name}, composed`, define);
  describe(`${name}, fused`, () => {
    beforeAll(registerFused);
    afterAll(unregisterFused);
    define();
  });
}
