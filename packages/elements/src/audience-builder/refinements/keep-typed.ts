import { noChange } from "lit";
import { Directive, directive, type ElementPart } from "lit/directive.js";

type Read = (text: string) => unknown;

/**
 * Writes a text into an input only where it means something else than what stands there, so that "2." and "-" stay
 * while they are typed. It stands among the input's attributes: `<input ${keepTyped("5", readNumber)} />`.
 */
class KeepTyped extends Directive {
  render(_text: string, _read: Read): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [text, read]: [string, Read]): typeof noChange {
    if (element instanceof HTMLInputElement && JSON.stringify(read(element.value)) !== JSON.stringify(read(text))) {
      element.value = text;
    }
    return noChange;
  }
}

export const keepTyped = directive(KeepTyped);
