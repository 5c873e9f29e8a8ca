export type LineEnd = "\r\n" | "\n" | "\r";

/** The line end after the first record that is not inside quotes. */
export function lineEndOf(text: string): LineEnd {
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === "\n") return "\n";
    else if (character === "\r") return text[index + 1] === "\n" ? "\r\n" : "\r";
  }
  return "\n";
}

/**
 * Gives all records of a file the line end of its first one, chunk by chunk: files that were put together end some
 * lines with LF and some with CRLF. What stands in quotes stays as it is.
 */
export function withLineEnd(lineEnd: LineEnd): (chunk: string, last: boolean) => string {
  if (lineEnd === "\r") return (chunk) => chunk;
  const others = lineEnd === "\n" ? /"|\r\n/g : /"|\r?\n/g;
  let quoted = false;
  let held = "";
  return (chunk, last) => {
    let text = held + chunk;
    // The LF of a CRLF may come with the next chunk.
    held = !last && text.endsWith("\r") ? "\r" : "";
    text = held === "" ? text : text.slice(0, -1);
    return text.replace(others, (found) => {
      if (found === '"') quoted = !quoted;
      return found === '"' || quoted ? found : lineEnd;
    });
  };
}
