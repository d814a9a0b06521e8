/** The indices of a sampler in batches; the last one may have fewer, unless it is dropped. */
export function* indexBatches(
  sampler: Iterable<number>,
  batchSize: number,
  dropLast: boolean,
): Generator<Int32Array, void> {
  let batch: number[] = [];
  for (const index of sampler) {
    batch.push(index);
    if (batch.length < batchSize) continue;
    yield Int32Array.from(batch);
    batch = [];
  }
  if (batch.length > 0 && !dropLast) yield Int32Array.from(batch);
}
