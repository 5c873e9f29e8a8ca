import { refuse } from "../issue/issue.js";

/** Characters (code points) of a name at most. */
export const NAME_LENGTH = 200;

/**
 * The name as it is kept: trimmed and in NFC. Any text will do, in any direction and any script; it is never markup.
 *
 * @throws AudienceError `bad_name` when nothing of it can be seen, it is longer than 200 characters, or it holds NUL,
 * another control character or half a surrogate pair
 */
export function audienceName(text: string): string {
  const name = text.trim().normalize("NFC");
  if (/[\p{Cc}\p{Cs}]/u.test(name)) {
    throw refuse("bad_name", "/name", "A name cannot hold control characters.", "Write the name on one line.");
  }
  if (/^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}]*$/u.test(name)) {
    throw refuse("bad_name", "/name", "A name needs at least one visible character.");
  }
  const length = [...name].length;
  if (length > NAME_LENGTH) {
    const message = `A name has at most ${NAME_LENGTH} characters, this one has ${length}.`;
    throw refuse("bad_name", "/name", message);
  }
  return name;
}

/** A name for a copy of an audience, cut to fit. */
export function nameOfCopy(name: string): string {
  const ending = " (copy)";
  return audienceName([...name].slice(0, NAME_LENGTH - ending.length).join("") + ending);
}
