import type { ShownError } from '../components/shown-error.ts';

/** The two forms of LeNet. */
export type Variant = 'classic' | 'modern';

/** Weights under PyTorch's names and in its layout. */
export type Weights = Readonly<Record<string, { readonly shape: readonly number[]; readonly data: readonly number[] }>>;

/** What is kept in a file of weights. */
export interface WeightsFile {
  readonly variant: Variant;
  readonly weights: Weights;
}

/** The maps behind a layer, channels last. */
export interface LayerMaps {
  readonly layer: string;
  readonly shape: readonly [number, number, number];
  readonly data: Float32Array;
}

/** What the page asks of the worker. */
export type Request =
  | { readonly kind: 'train'; readonly variant: Variant; readonly lr: number }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'look'; readonly pixels: Float32Array }
  | { readonly kind: 'pick'; readonly index: number }
  | { readonly kind: 'save' }
  | { readonly kind: 'load'; readonly file: WeightsFile };

/** What the worker tells the page. */
export type Report =
  | { readonly kind: 'backend'; readonly threads: number; readonly isIsolated: boolean }
  /** How many of the training images have arrived. */
  | { readonly kind: 'data'; readonly images: number; readonly of: number }
  | { readonly kind: 'progress'; readonly step: number; readonly loss: number; readonly imagesPerSecond: number }
  | { readonly kind: 'tested'; readonly step: number; readonly accuracy: number; readonly counts: readonly number[][] }
  | { readonly kind: 'paused' }
  | { readonly kind: 'seen'; readonly probabilities: readonly number[]; readonly maps: readonly LayerMaps[] }
  | { readonly kind: 'picked'; readonly pixels: Float32Array; readonly label: number }
  | { readonly kind: 'weights'; readonly file: WeightsFile }
  | { readonly kind: 'failed'; readonly error: ShownError };
