import type { ErrorDetails } from '@featuremap/errors';
import type { CollateModule } from './collate-module.ts';
import type { MadeBatch } from './make-batch.ts';
import type { WorkerDataset } from './worker-dataset.ts';

/** What a worker begins with. */
export interface WorkerStart {
  readonly description: WorkerDataset;
  readonly collate: CollateModule | undefined;
  readonly progress: SharedArrayBuffer;
}

/** The randomness of an epoch: `new Generator(seed).fork(...keys)`. */
export interface EpochSeed {
  readonly seed: bigint;
  readonly keys: readonly number[];
}

/** Asks for a batch. */
export interface BatchRequest {
  readonly id: number;
  readonly indices: Int32Array;
  readonly epoch: EpochSeed | undefined;
  /** Memory that the batch may use. */
  readonly room: Float32Array | undefined;
}

/** Brings a batch, or says what went wrong. */
export type BatchReply = { readonly id: number } & (
  | { readonly made: MadeBatch<unknown> }
  | { readonly error: { readonly sentence: string } & Omit<ErrorDetails, 'cause'> }
);
