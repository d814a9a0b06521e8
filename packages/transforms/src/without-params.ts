import { Transform } from './transform.ts';

/** What the transforms share that draw nothing: their params are null. */
export abstract class WithoutParams<In, Out> extends Transform<In, Out, null> {
  override params(): null {
    return null;
  }
}
