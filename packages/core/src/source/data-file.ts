/** A file that can be read in pieces. A browser's `Blob` and `File` are one. */
export interface DataFile {
  /** Bytes. */
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** A file that can be read straight to where it belongs, which is faster than piece by piece. */
export interface DirectFile {
  /** Bytes. */
  readonly size: number;
  /** Fills the whole of `target`, which may be shared memory, with the bytes of the file from `start` on; rejects where it cannot. */
  readInto(target: Uint8Array, start: number): Promise<void>;
}

/** Such a file as one that is read piece by piece. */
export function inSlices(file: DirectFile): DataFile {
  return {
    size: file.size,
    slice: (start, end) => ({
      arrayBuffer: async () => {
        const bytes = new Uint8Array(Math.min(end, file.size) - start);
        await file.readInto(bytes, start);
        return bytes.buffer;
      },
    }),
  };
}

/** Finds a file of a data folder by its name in the config; undefined where there is none. */
export type OpenDataFile = (name: string) => Promise<DataFile | undefined>;
