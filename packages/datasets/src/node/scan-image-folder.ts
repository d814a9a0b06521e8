import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { DataError } from '@featuremap/errors';
import { decodedInNode, notDecodedInNode } from '../image-endings.ts';

/** What a folder of classes holds. */
export interface FolderContent {
  readonly classes: readonly string[];
  readonly files: readonly { readonly path: string; readonly label: number }[];
}

/**
 * Finds the classes of a folder, sorted by name, and the images of each at any depth, in the order of torchvision's
 * ImageFolder: folder by folder as their paths sort. Links are followed, but no folder is read twice
 * for a class.
 *
 * What is wrong goes to `report`, which throws it or notes it.
 */
export function scanImageFolder(root: string, report: (path: string, reason: string) => void): FolderContent {
  const folders = foldersOf(root);
  if (folders.length === 0) {
    throw new DataError(`ImageFolder: ${root} has no folders, and each folder is a class`, {
      remedy: `${join(root, 'cat')} with the images of cats, and so on`,
    });
  }
  const classes: string[] = [];
  const files: { path: string; label: number }[] = [];
  for (const name of folders) {
    const images = imagesBelow(join(root, name), new Set([realpathSync(root)]), report);
    if (images.length === 0) {
      report(join(root, name), 'the class has no image');
      continue;
    }
    for (const path of images) files.push({ path, label: classes.length });
    classes.push(name);
  }
  if (classes.length === 0) {
    throw new DataError(`ImageFolder: ${root} has no images`, {
      received: `${folders.length} folders`,
      rule: `images end in ${[...decodedInNode].join(', ')}`,
    });
  }
  return { classes, files };
}

function foldersOf(root: string): string[] {
  try {
    return readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(root, entry.name))))
      .map((entry) => entry.name)
      .sort();
  } catch (cause) {
    throw new DataError(`ImageFolder: ${root} cannot be read`, {
      received: cause instanceof Error ? cause.message : String(cause),
      remedy: 'the path of a folder that holds one folder for each class',
      cause,
    });
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The images of a class; `seen` holds the real paths of folders that must not be entered. */
function imagesBelow(root: string, seen: Set<string>, report: (path: string, reason: string) => void): string[] {
  const imagesOf = new Map<string, string[]>();
  const visit = (folder: string): void => {
    let entries: Dirent[];
    let real: string;
    try {
      real = realpathSync(folder);
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (cause) {
      report(folder, (cause as Error).message);
      return;
    }
    if (seen.has(real)) {
      report(folder, `the link leads to ${real}, which holds it or is read already`);
      return;
    }
    seen.add(real);
    const images: string[] = [];
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const extension = extname(entry.name).toLowerCase();
      if (entry.isDirectory() || (entry.isSymbolicLink() && isFolder(path))) visit(path);
      else if (decodedInNode.has(extension)) images.push(path);
      else if (notDecodedInNode.has(extension)) report(path, `${extension} images cannot be decoded`);
    }
    imagesOf.set(folder, images.sort());
  };
  visit(root);
  return [...imagesOf.keys()].sort().flatMap((folder) => imagesOf.get(folder)!);
}
