import type { SharpConstructor } from 'sharp';
import { cannotLoad } from './cannot-load.ts';

/**
 * The package sharp, loaded when it is first needed: programs that decode nothing do without it.
 *
 * @throws {EnvironmentError} when it is not installed, or not for this machine.
 */
export async function loadSharp(caller: string): Promise<SharpConstructor> {
  try {
    return (await import('sharp')).default;
  } catch (cause) {
    throw cannotLoad(`${caller} needs the package sharp`, { cause, remedy: 'npm install sharp' });
  }
}
