import { say } from './output.ts';

/** Ctrl-C was pressed: the command says what it saved and ends with exit code 130. */
export class Interrupted extends Error {}

/** The exit code after Ctrl-C, as shells have it: 128 + the number of SIGINT. */
export const interruptedCode = 130;

/** A signal that the first Ctrl-C aborts, with an `Interrupted` as its reason. The second one ends the process. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(interruptedCode);
    say('\nstopping after this batch; Ctrl-C again quits at once');
    controller.abort(new Interrupted());
  });
  return controller.signal;
}
