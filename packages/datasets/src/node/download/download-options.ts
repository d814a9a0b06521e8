import { ArgumentError, requireInteger, requireKnownOptions, requireNumber, show } from '@featuremap/errors';

/** How far a download is. */
export interface DownloadProgress {
  /** The name of the file. */
  readonly file: string;
  /** Bytes that are there, those of an earlier run that broke off included. */
  readonly bytes: number;
  /** Bytes of the whole file; undefined when the server does not say. */
  readonly total: number | undefined;
  /** Bytes a second, since this download began. */
  readonly rate: number;
}

/** How the files of a data set are fetched. */
export interface DownloadOptions {
  /** Told how far each file is, at most ten times a second and at its end. Default: nobody is told. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Ends the download when it is aborted; what is there stays for the next time. Default: nothing ends it. */
  readonly signal?: AbortSignal;
  /** Addresses below which the original files lie, tried in order. Default: the places of the data set. */
  readonly mirrors?: readonly string[];
  /** How many times a mirror may break the connection off before the next one is tried. Default 5. */
  readonly retries?: number;
  /** The seconds without a byte after which a connection counts as broken. Default 30. */
  readonly timeout?: number;
}

/** The options with their defaults. */
export interface CheckedDownload {
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly signal: AbortSignal | undefined;
  readonly mirrors: readonly string[];
  readonly retries: number;
  readonly timeout: number;
}

/** Checks the option `download` of a data set; undefined when nothing shall be fetched. */
export function checkDownload(
  caller: string,
  download: boolean | DownloadOptions | undefined,
  mirrors: readonly string[],
): CheckedDownload | undefined {
  if (download === undefined || download === false) return undefined;
  const options = download === true ? {} : download;
  const name = `${caller}: download`;
  requireKnownOptions(name, options, ['onProgress', 'signal', 'mirrors', 'retries', 'timeout']);
  const { onProgress, signal } = options;
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new ArgumentError(`${name}: onProgress must be a function, not ${show(onProgress)}`);
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new ArgumentError(`${name}: signal must be an AbortSignal, not ${show(signal)}`);
  }
  return {
    onProgress: onProgress ?? (() => undefined),
    signal,
    mirrors: requireMirrors(name, options.mirrors ?? mirrors),
    retries: requireInteger(name, 'retries', options.retries ?? 5, { min: 0 }),
    timeout: requireNumber(name, 'timeout', options.timeout ?? 30, { min: 0.001 }),
  };
}

function requireMirrors(caller: string, mirrors: readonly string[]): readonly string[] {
  const isAddress = (mirror: unknown) => typeof mirror === 'string' && /^https?:/.test(mirror) && URL.canParse(mirror);
  if (!Array.isArray(mirrors) || mirrors.length === 0 || !mirrors.every(isAddress)) {
    throw new ArgumentError(`${caller}: mirrors must be a list of http addresses, not ${show(mirrors)}`);
  }
  return mirrors.map((mirror) => (mirror.endsWith('/') ? mirror : `${mirror}/`));
}
