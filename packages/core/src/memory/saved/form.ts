import { refuse } from "../../issue/issue.js";
import { checksum } from "./checksum.js";

/**
 * A saved base is a start of 64 bytes, a header, and sections. All numbers are little endian; the header and each section
 * begin at a multiple of 64 bytes, and what is between them is zeros. `docs/reference/saved-base.md` has it in full.
 */
const VERSION = 1;

const ALIGNMENT = 64;
export const START_LENGTH = 64;

/** "AKBASE" and line ends, which tell a file that went through a change of them. */
const MAGIC = Uint8Array.of(0x41, 0x4b, 0x42, 0x41, 0x53, 0x45, 0x0d, 0x0a);

const AT = { version: 8, headerLength: 12, fileLength: 16, headerSum: 24, startSum: 56 } as const;

/** What the start of a file says of the rest. Lengths are in bytes; that of the header is without its padding. */
export interface FileStart {
  readonly headerLength: number;
  readonly fileLength: number;
  readonly headerSum: bigint;
}

/** The bytes a part takes with its padding. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

export function writeStart({ headerLength, fileLength, headerSum }: FileStart): Uint8Array {
  const bytes = new Uint8Array(START_LENGTH);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(AT.version, VERSION, true);
  view.setUint32(AT.headerLength, headerLength, true);
  view.setBigUint64(AT.fileLength, BigInt(fileLength), true);
  view.setBigUint64(AT.headerSum, headerSum, true);
  view.setBigUint64(AT.startSum, checksum(bytes), true);
  return bytes;
}

/** @throws AudienceError `bad_file`, `unsupported_version` */
export function readStart(bytes: Uint8Array): FileStart {
  if (MAGIC.some((byte, at) => bytes[at] !== byte)) throw badFile("This is no saved base: its first bytes are others.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, START_LENGTH);
  const sum = view.getBigUint64(AT.startSum, true);
  view.setBigUint64(AT.startSum, 0n, true);
  if (checksum(bytes) !== sum) throw damaged("start");
  const version = view.getUint32(AT.version, true);
  if (version !== VERSION) {
    throw refuse(
      "unsupported_version",
      "",
      `This base was saved in form ${version}; this release reads form ${VERSION}.`,
      "Load the data again and save it with this release.",
    );
  }
  return {
    headerLength: view.getUint32(AT.headerLength, true),
    fileLength: Number(view.getBigUint64(AT.fileLength, true)),
    headerSum: view.getBigUint64(AT.headerSum, true),
  };
}

export function badFile(message: string, cause?: unknown): Error {
  const hint = "Save the base again.";
  return refuse("bad_file", "", message, hint, cause === undefined ? undefined : { cause });
}

/** The refusal of a part whose bytes are not those that were written. */
export function damaged(part: string): Error {
  return badFile(`The saved base is damaged: ${part} has other bytes than were saved.`);
}

/** The refusal of a part that says what cannot be. */
export function inconsistent(part: string): Error {
  return badFile(`The saved base contradicts itself: ${part}.`);
}

/** Arrays are read and written as they lie in memory. @throws AudienceError `not_supported` */
export function demandLittleEndian(): void {
  if (new Uint8Array(Uint32Array.of(1).buffer)[0] === 1) return;
  throw refuse("not_supported", "", "Bases are saved and opened on little-endian machines only.");
}
