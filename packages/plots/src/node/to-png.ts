import { ArgumentError, EnvironmentError, requireKnownOptions, requireNumber, show } from '@featuremap/errors';
import type { SharpConstructor } from 'sharp';

/** Options of {@link toPng}. */
export interface ToPngOptions {
  /** Pixels of the PNG for each pixel of the figure, above 0 to 16; default 2. */
  readonly scale?: number;
  /** What is behind the figure: any CSS colour, or 'transparent'; default 'white'. */
  readonly background?: string;
}

/** Pixels an inch at which one pixel of an SVG is one of the PNG. */
const unscaled = 72;
const largestScale = 16;

/**
 * A figure as the bytes of a PNG file, in Node. The work is done by the package sharp, which draws text in the fonts of the
 * machine, so that two machines may give other bytes.
 *
 * @param svg what a function of @featuremap/plots returned, or any other SVG.
 * @throws {ArgumentError} when it is no SVG, or an option is not allowed.
 * @throws {EnvironmentError} when sharp is not installed.
 *
 * @example
 * ```js
 * import { showKernel } from '@featuremap/plots';
 * import { toPng } from '@featuremap/plots/png';
 *
 * const png = await toPng(showKernel([[1, 0], [0, -1]]));
 * console.log(String.fromCharCode(...png.subarray(1, 4))); // PNG
 * ```
 */
export async function toPng(svg: string, options: ToPngOptions = {}): Promise<Uint8Array> {
  const caller = 'toPng';
  requireKnownOptions(caller, options, ['scale', 'background'] satisfies (keyof ToPngOptions)[]);
  const scale = requireNumber(caller, 'scale', options.scale ?? 2, { min: 0.01, max: largestScale });
  const { background = 'white' } = options;
  if (typeof svg !== 'string' || !svg.trimStart().startsWith('<svg')) {
    throw new ArgumentError(`${caller}: expects the text of an SVG, not ${show(svg)}`);
  }
  const sharp = await loadSharp(caller);
  try {
    const picture = sharp(Buffer.from(svg), { density: unscaled * scale });
    const behind = background === 'transparent' ? picture : picture.flatten({ background });
    return new Uint8Array(await behind.png().toBuffer());
  } catch (cause) {
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new ArgumentError(`${caller}: sharp cannot draw this`, { received: reason!, cause });
  }
}

async function loadSharp(caller: string): Promise<SharpConstructor> {
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
