/** A file that can be read in pieces. A browser's `Blob` and `File` are one. */
export interface DataFile {
  /** Bytes. */
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Finds a file of a data folder by its name in the config; undefined where there is none. */
export type OpenDataFile = (name: string) => Promise<DataFile | undefined>;
