import { cannotLoad } from './cannot-load.ts';

type JpegTurbo = typeof import('@julusian/jpeg-turbo');

/** Kept: an `import()` for each image takes some 5 µs. */
let loaded: JpegTurbo | undefined;

/**
 * The package @julusian/jpeg-turbo, loaded when it is first asked for.
 *
 * @throws {EnvironmentError} when it is not installed, or not for this machine.
 */
export async function loadJpegTurbo(): Promise<JpegTurbo> {
  try {
    loaded ??= (await import('@julusian/jpeg-turbo')).default;
    return loaded;
  } catch (cause) {
    throw cannotLoad("decodeImage: jpeg: 'fast' needs the package @julusian/jpeg-turbo", {
      cause,
      remedy: "npm install @julusian/jpeg-turbo, before Node 22.18 @julusian/jpeg-turbo@2; or jpeg: 'exact'",
    });
  }
}
