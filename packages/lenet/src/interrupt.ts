import { say } from './output.ts';

/** Ctrl-C was pressed: the command saves what there is and ends with exit code 130. */
export class Interrupted extends Error {}

/**
 * A signal that the first Ctrl-C aborts, with an `Interrupted` as its reason. The second one ends the process at once, as
 * if nobody listened.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    say('\nstopping after this batch; Ctrl-C again quits at once');
    controller.abort(new Interrupted());
  });
  return controller.signal;
}
