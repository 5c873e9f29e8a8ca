// Stands in `audiencekit.js` for js-md5: several times slower and a third of its size, beside the SHA-256 of the same library.
import { md5 as digest } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** The MD5 of a text in UTF-8, as hexadecimal digits. */
export const md5 = (text: string): string => bytesToHex(digest(utf8ToBytes(text)));
