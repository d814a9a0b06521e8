import { EnvironmentError } from '@featuremap/errors';
import type { SharpConstructor } from 'sharp';

/**
 * The package sharp, loaded when it is first needed: programs that decode nothing do without it.
 *
 * @throws {EnvironmentError} when it is not installed, or not for this machine.
 */
export async function loadSharp(caller: string): Promise<SharpConstructor> {
  try {
    return (await import('sharp')).default;
  } catch (cause) {
    throw new EnvironmentError(`${caller} needs the package sharp, which cannot be loaded`, {
      received: (cause instanceof Error ? cause.message : String(cause)).trim().split('\n')[0]!,
      remedy: 'npm install sharp',
      cause,
    });
  }
}
