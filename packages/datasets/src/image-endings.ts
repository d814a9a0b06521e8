const inNodeOnly = ['.tif', '.tiff'];

/** The endings of the image files that are decoded in Node. */
export const decodedInNode: ReadonlySet<string> = new Set([
  '.jpg',
  '.jpeg',
  '.png',
  '.webp',
  '.gif',
  ...inNodeOnly,
  '.avif',
]);

/** Those of image files that are not. */
export const notDecodedInNode: ReadonlySet<string> = new Set(['.bmp', '.ppm', '.pgm', '.heic']);

/** The endings of the image files that are decoded in browsers. */
export const decodedInBrowsers: ReadonlySet<string> = new Set(
  [...decodedInNode].filter((ending) => !inNodeOnly.includes(ending)),
);

/** Those of image files that are not. */
export const notDecodedInBrowsers: ReadonlySet<string> = new Set([...inNodeOnly, ...notDecodedInNode]);

/** The end of a file's name from its last dot, in small letters; none for a folder and a name that begins with it. */
export function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}
