import type { PartialFile } from './partial-file.ts';

/** A connection that broke off or was refused for now: trying again may help. */
export class BrokenConnection extends Error {}

/** What `fetchRest` needs beyond the address. */
export interface FetchRestOptions {
  readonly signal: AbortSignal | undefined;
  /** The seconds without a byte after which the connection counts as broken. */
  readonly timeout: number;
  /** The most bytes that the file may have. */
  readonly maxBytes: number;
  /** Told after each piece how many bytes the whole file has, if the server says. */
  readonly onBytes: (total: number | undefined) => void;
}

/**
 * Fetches what a partial file lacks, by a Range request. A server that sends the whole file instead is taken at its word.
 *
 * @throws {BrokenConnection} when it is worth trying again.
 */
export async function fetchRest(url: string, part: PartialFile, options: FetchRestOptions): Promise<void> {
  const { signal, timeout, maxBytes, onBytes } = options;
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(), 1000 * timeout);
  const broken = (cause: unknown): never => {
    signal?.throwIfAborted();
    throw new BrokenConnection(idle.signal.aborted ? `no byte for ${timeout} s` : reasonOf(cause));
  };
  try {
    const response = await fetch(url, {
      headers: { 'accept-encoding': 'identity', ...(part.length > 0 && { range: `bytes=${part.length}-` }) },
      signal: signal === undefined ? idle.signal : AbortSignal.any([signal, idle.signal]),
    }).catch(broken);
    const total = await beginningOf(response, part);
    if (total !== undefined && total > maxBytes) throw tooLarge(total, maxBytes);
    if (total !== undefined && total === part.length) return;
    const reader = response.body?.getReader();
    for (;;) {
      const next = await reader?.read().catch(broken);
      if (next === undefined || next.done) break;
      timer.refresh();
      if (part.length + next.value.length > maxBytes) throw tooLarge(part.length + next.value.length, maxBytes);
      await part.append(next.value);
      onBytes(total);
    }
    if (total !== undefined && part.length < total) throw new BrokenConnection(`${part.length} of ${total} bytes`);
  } finally {
    clearTimeout(timer);
    idle.abort();
  }
}

/** Makes the part end where the answer begins; returns how many bytes the whole file has, if the server says. */
async function beginningOf(response: Response, part: PartialFile): Promise<number | undefined> {
  const { status, headers } = response;
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') throw new Error(`the server sends the file as ${encoding}, though asked not to`);
  const [, first, whole] = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
  if (status === 206 && Number(first) === part.length) return Number(whole);
  if (status === 416 && Number(whole) === part.length) return part.length;
  if (status === 206 || status === 416) {
    await part.clear();
    throw new BrokenConnection(`the server has other bytes than those asked for: ${headers.get('content-range')}`);
  }
  if (!response.ok) {
    const isPassing = status >= 500 || [408, 425, 429].includes(status);
    throw new (isPassing ? BrokenConnection : Error)(`${status} ${response.statusText}`);
  }
  await part.clear();
  const length = headers.get('content-length');
  return length === null ? undefined : Number(length);
}

function tooLarge(bytes: number, maxBytes: number): Error {
  return new Error(`${bytes} bytes, more than the ${maxBytes} that the file may have`);
}

/** Why a fetch failed: what it says itself is only that it did. */
function reasonOf(error: unknown): string {
  const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
  return cause?.message || cause?.code || (error as Error).message;
}
