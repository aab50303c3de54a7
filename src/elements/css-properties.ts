import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';
import { noChange } from 'lit';

type Properties = Readonly<Record<string, string>>;

/**
 * Sets CSS properties on an element through the CSSOM. Lit's `styleMap` writes a `style` attribute first, which the
 * content security policy refuses.
 */
class CssPropertiesDirective extends Directive {
  #before: Properties = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('cssProperties() stands in the tag of an element');
  }

  override update({ element }: ElementPart, [properties]: [Properties]): typeof noChange {
    const { style } = element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) {
      if (this.#before[name] !== value) style.setProperty(name, value);
    }
    this.#before = properties;
    return noChange;
  }

  override render(properties: Properties): typeof noChange {
    void properties;
    return noChange;
  }
}

/** Each call for one element names the same properties. */
export const cssProperties = directive(CssPropertiesDirective);
