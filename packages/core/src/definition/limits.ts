/** How large a definition may be. */
export interface Limits {
  /** Groups within groups, the root being 1. */
  readonly depth: number;
  /** Groups and conditions, the root included. */
  readonly nodes: number;
  /** Values of one list. */
  readonly values: number;
  /** UTF-8 bytes of JSON. */
  readonly bytes: number;
  /** Characters of a name: of an attribute, a property, an event type, a tag, an audience, a zone, a salt or a node. */
  readonly nameLength: number;
  /** Steps of one sequence. */
  readonly steps: number;
  /** Audiences that refer to audiences. */
  readonly references: number;
}

export const defaultLimits: Limits = Object.freeze({
  depth: 8,
  nodes: 500,
  values: 1000,
  bytes: 65_536,
  nameLength: 200,
  steps: 8,
  references: 4,
});

/** Length of a text in UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    bytes += 1;
    // Each half of a surrogate pair stands for two of the four bytes of its character.
    if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) bytes += 1;
  }
  return bytes;
}
