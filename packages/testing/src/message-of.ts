/** The message of the Featuremap error that `act` throws; another error goes on, and no error is one too. */
export function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return ownMessage(error);
  }
  throw new Error('nothing was thrown');
}

/** The same for a promise that `act` gives. */
export async function rejectionOf(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    return ownMessage(error);
  }
  throw new Error('nothing was thrown');
}

/** Told by the code, as `@featuremap/errors` is itself tested with this package. */
function ownMessage(error: unknown): string {
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('FEATUREMAP_')) return error.message;
  throw error;
}
