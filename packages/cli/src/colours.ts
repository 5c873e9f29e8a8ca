import picocolors from "picocolors";

/** Colours where a person reads: not in files, pipes and logs. */
export const colours = picocolors.createColors(picocolors.isColorSupported && process.stdout.isTTY);
