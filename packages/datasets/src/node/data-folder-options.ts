import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import { cacheFolder } from './download/cache-folder.ts';
import { type CheckedDownload, checkDownload, type DownloadOptions } from './download/download-options.ts';
import { requireFolder } from './read-files.ts';

/** Which part of a data set to read, and from where. */
export interface DataFolderOptions {
  readonly split: 'train' | 'test';
  /**
   * The folder that holds the original files, or gets them. Default: one for this data set in the user's cache folder
   * (`featuremap` below `$XDG_CACHE_HOME` or `~/.cache`; on macOS `~/Library/Caches`, on Windows `%LOCALAPPDATA%`).
   */
  readonly folder?: string;
  /** Whether to fetch the files that are missing, and how. Default false: a missing file is an error. */
  readonly download?: boolean | DownloadOptions;
}

/** The options of a data set, checked; `mirrors` are where it is published. */
export function checkDataFolder(
  caller: string,
  options: DataFolderOptions,
  { mirrors, others = [] }: { mirrors: readonly string[]; others?: readonly string[] },
): { split: 'train' | 'test'; folder: string; download: CheckedDownload | undefined } {
  requireKnownOptions(caller, options, [...others, 'split', 'folder', 'download']);
  return {
    split: requireOneOf(caller, 'split', options.split, ['train', 'test']),
    folder: requireFolder(caller, options.folder ?? cacheFolder(caller)),
    download: checkDownload(caller, options.download, mirrors),
  };
}
