/** One of the four original files. */
export interface DataFile {
  readonly name: string;
  /** The file in this package; written out in full so that bundlers find it. */
  readonly url: URL;
  /** Of the compressed file. */
  readonly sha256: string;
  /** Of the file as a browser hands it over that has unpacked it: some servers call a .gz file encoded. */
  readonly unpackedSha256: string;
}

/** The images and labels of each split. */
export const files: Readonly<Record<'train' | 'test', { readonly images: DataFile; readonly labels: DataFile }>> = {
  train: {
    images: {
      name: 'train-images-idx3-ubyte.gz',
      url: new URL('../data/train-images-idx3-ubyte.gz', import.meta.url),
      sha256: 'b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7',
      unpackedSha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
    },
    labels: {
      name: 'train-labels-idx1-ubyte.gz',
      url: new URL('../data/train-labels-idx1-ubyte.gz', import.meta.url),
      sha256: '0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056',
      unpackedSha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
    },
  },
  test: {
    images: {
      name: 't10k-images-idx3-ubyte.gz',
      url: new URL('../data/t10k-images-idx3-ubyte.gz', import.meta.url),
      sha256: 'cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa',
      unpackedSha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
    },
    labels: {
      name: 't10k-labels-idx1-ubyte.gz',
      url: new URL('../data/t10k-labels-idx1-ubyte.gz', import.meta.url),
      sha256: '8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05',
      unpackedSha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    },
  },
};
