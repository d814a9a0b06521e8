import type { ShownError } from '../components/shown-error.ts';

/** What a training of the lesson on over-fitting starts from. */
export interface Setting {
  /** Images to learn from. */
  readonly images: number;
  /** Units of the hidden layer. */
  readonly units: number;
  /** Probability of dropout behind it. */
  readonly dropout: number;
}

/** How well a network, or several together, answer on images that nothing was learnt from. */
export interface Score {
  readonly loss: number;
  readonly accuracy: number;
}

/** What the page asks of the worker: a training, and behind it a committee. What runs already is ended. */
export interface Request {
  readonly setting: Setting;
  readonly epochs: number;
  /** Size of the committee; 0 for none. */
  readonly members: number;
}

/** What the worker tells the page. */
export type Report =
  | { readonly kind: 'epoch'; readonly epoch: number; readonly loss: number; readonly validation: Score }
  /** `alone`: the newest member by itself; `together`: the mean of the probabilities of `members`. */
  | { readonly kind: 'member'; readonly members: number; readonly alone: Score; readonly together: Score }
  /** The whole network, with nothing switched off. */
  | { readonly kind: 'whole'; readonly score: Score }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: ShownError };
