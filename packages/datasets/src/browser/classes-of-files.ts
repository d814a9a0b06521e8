import { DataError } from '@featuremap/errors';
import { decodedInBrowsers, endingOf, notDecodedInBrowsers } from '../image-endings.ts';
import type { ListedFile, Listing } from './listing.ts';

/** The classes of a folder and the images of each. */
export interface ClassesOfFiles {
  readonly classes: readonly string[];
  readonly images: readonly { readonly file: ListedFile; readonly label: number }[];
}

/**
 * Finds the classes among the files of a folder, sorted by name, and the images of each in the order of torchvision's
 * ImageFolder: folder by folder as their paths sort. What is wrong goes to `report`, which throws it or notes it.
 */
export function classesOfFiles(
  { name, files }: Listing,
  report: (path: string, reason: string) => void,
): ClassesOfFiles {
  const filesOf = new Map<string, ListedFile[]>();
  for (const file of files) {
    const [className, ...inside] = file.path.split('/');
    if (inside.length === 0) continue;
    const known = filesOf.get(className!);
    if (known === undefined) filesOf.set(className!, [file]);
    else known.push(file);
  }
  if (filesOf.size === 0) {
    throw new DataError(`ImageFolder: ${name} has no folders, and each folder is a class`, {
      remedy: 'a folder cat with the images of cats, and so on',
    });
  }
  const classes: string[] = [];
  const images: { file: ListedFile; label: number }[] = [];
  for (const className of [...filesOf.keys()].sort()) {
    const found = imagesAmong(filesOf.get(className)!, report);
    if (found.length === 0) {
      report(`${className}/`, 'the class has no image');
      continue;
    }
    for (const file of found) images.push({ file, label: classes.length });
    classes.push(className);
  }
  if (classes.length === 0) {
    throw new DataError(`ImageFolder: ${name} has no images`, {
      received: `${filesOf.size} folders`,
      rule: `images end in ${[...decodedInBrowsers].join(', ')}`,
    });
  }
  return { classes, images };
}

function imagesAmong(files: readonly ListedFile[], report: (path: string, reason: string) => void): ListedFile[] {
  const images = files.filter(({ path }) => {
    const ending = endingOf(path);
    if (notDecodedInBrowsers.has(ending)) report(path, `${ending} images cannot be decoded`);
    return decodedInBrowsers.has(ending);
  });
  const key = ({ path }: ListedFile) => [path.slice(0, path.lastIndexOf('/')), path] as const;
  return images.sort((a, b) => {
    const [[folderA, pathA], [folderB, pathB]] = [key(a), key(b)];
    return compare(folderA, folderB) || compare(pathA, pathB);
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
