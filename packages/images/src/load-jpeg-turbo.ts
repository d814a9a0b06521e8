import { cannotLoad } from './cannot-load.ts';

type JpegTurbo = typeof import('@julusian/jpeg-turbo');

/**
 * The package @julusian/jpeg-turbo, loaded when it is first asked for.
 *
 * @throws {EnvironmentError} when it is not installed, or not for this machine.
 */
export async function loadJpegTurbo(): Promise<JpegTurbo> {
  try {
    return (await import('@julusian/jpeg-turbo')).default;
  } catch (cause) {
    throw cannotLoad("decodeImage: jpeg: 'fast' needs the package @julusian/jpeg-turbo", {
      cause,
      remedy: "npm install @julusian/jpeg-turbo, before Node 22.18 @julusian/jpeg-turbo@2; or jpeg: 'exact'",
    });
  }
}
