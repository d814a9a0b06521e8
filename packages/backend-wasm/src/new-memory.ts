import { EnvironmentError } from '@featuremap/errors';
import { freeAddressSpace } from './address-space.ts';

/** A memory for the heap. */
export interface HeapMemory {
  readonly memory: WebAssembly.Memory;
  /** Pages of 64 kB that it may grow to. */
  readonly maxPages: number;
  /** Whether threads can share it. */
  readonly isShared: boolean;
  /** Why it is less than 4 GB for all threads; undefined when it is not. */
  readonly reason: string | undefined;
}

const PAGE = 65_536;
const INITIAL_PAGES = 64;
/** 4 GB, which is all that WebAssembly can address, down to 256 MB. Engines set address space for the maximum aside at once. */
const MAXIMA = [65_536, 32_768, 16_384, 8192, 4096] as const;

/**
 * Makes the largest memory that the engine gives, a shared one if it can be had.
 *
 * @param most pages of 64 kB to ask for at first.
 * @throws {EnvironmentError} when the engine gives none at all.
 */
export function newMemory(most: number = MAXIMA[0]): HeapMemory {
  const maxima = [most, ...MAXIMA.filter((maximum) => maximum < most)];
  const space = freeAddressSpace();
  let refusal = '';
  for (const isShared of [true, false]) {
    for (const maxPages of maxima) {
      // The other half is for the threads and the tensors outside.
      if (maxPages * PAGE > space / 2) {
        refusal ||= `the process has ${space} bytes of address space left`;
        continue;
      }
      try {
        const memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: maxPages, shared: isShared });
        return {
          memory,
          maxPages,
          isShared,
          reason: reasonOf(isShared, maxPages < most ? maxPages : undefined, refusal),
        };
      } catch (error) {
        refusal ||= error instanceof Error ? error.message : String(error);
      }
    }
  }
  throw new EnvironmentError('backend-wasm: this engine gives no WebAssembly memory', {
    received: refusal,
    rule: `at least ${maxima.at(-1)! * PAGE} bytes of address space are needed`,
    remedy: 'raise the limit of the process, or close other pages',
  });
}

function reasonOf(isShared: boolean, limit: number | undefined, refusal: string): string | undefined {
  if (isShared && limit === undefined) return undefined;
  const what = isShared ? 'WebAssembly memory' : 'unshared WebAssembly memory, which threads cannot use';
  const amount = limit === undefined ? 'only' : `at most ${limit * PAGE} bytes of`;
  return `this engine gives ${amount} ${what} (${refusal})`;
}
