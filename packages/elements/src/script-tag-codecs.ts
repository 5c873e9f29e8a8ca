/**
 * Stands in for `hyparquet-compressors` in the file for a script tag, which it would make half as large again: Parquet
 * is read there uncompressed or with Snappy, and other codecs are refused by name.
 */
export const compressors = {};
