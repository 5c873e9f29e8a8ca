const ascii = /^[ -~]*$/;

/**
 * The form in which texts are compared without regard to case: NFC, then the simple lower case of each code point, of
 * no locale. `İ` gives `i`, `ς` counts as `σ`; accents stay.
 */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  let folded = "";
  for (const character of text.normalize("NFC")) folded += foldCharacter(character);
  return folded;
}

function foldCharacter(character: string): string {
  if (character === "İ") return "i";
  if (character === "ς") return "σ";
  return character.toLowerCase();
}
