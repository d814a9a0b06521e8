import { EnvironmentError } from '@featuremap/errors';

/** The error for an optional package that is not installed, or not for this machine. */
export function cannotLoad(what: string, { cause, remedy }: { cause: unknown; remedy: string }): EnvironmentError {
  return new EnvironmentError(`${what}, which cannot be loaded`, {
    received: (cause instanceof Error ? cause.message : String(cause)).trim().split('\n')[0]!,
    remedy,
    cause,
  });
}
