import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

export interface TagReader {
  /** Local names in lower case of the elements that `onTag` and `onEndTag` are told of. */
  readonly elements: ReadonlySet<string>;
  /** Names in lower case of the attributes that are kept. */
  readonly attributes: ReadonlySet<string>;
  /** For a tag that was read to its end. Of attributes with the same name, the first counts. */
  onTag(name: string, attributes: ReadonlyMap<string, string>): void;
  onEndTag?(name: string): void;
  /** Text outside of scripts and styles, in pieces. HTML only. */
  onText?(text: string): void;
}

const UNREAD: ReadonlySet<string> = new Set(['script', 'style']);
const IGNORE_ALL: TokenizerCallbacks = {
  onattribdata: () => undefined,
  onattribentity: () => undefined,
  onattribend: () => undefined,
  onattribname: () => undefined,
  oncdata: () => undefined,
  onclosetag: () => undefined,
  oncomment: () => undefined,
  ondeclaration: () => undefined,
  onend: () => undefined,
  onopentagend: () => undefined,
  onopentagname: () => undefined,
  onprocessinginstruction: () => undefined,
  onselfclosingtag: () => undefined,
  ontext: () => undefined,
  ontextentity: () => undefined,
};

/**
 * Reads the tags of a page or an XML file in the order they are written, however broken it is. There is no tree, so that
 * the time is linear in the length, and the depth of nesting is of no matter.
 */
export function readTags(markup: string, language: 'html' | 'xml', reader: TagReader): void {
  const isXml = language === 'xml';
  let name = '';
  let attribute = '';
  let value = '';
  let attributes = new Map<string, string>();
  let isRead = true;
  const nameOf = (start: number, end: number): string => {
    const full = markup.slice(start, end).toLowerCase();
    return isXml ? full.slice(full.lastIndexOf(':') + 1) : full;
  };
  const isKept = () => reader.attributes.has(attribute) && reader.elements.has(name);
  const endTag = () => {
    if (reader.elements.has(name)) reader.onTag(name, attributes);
  };
  const tokenizer = new Tokenizer(
    { xmlMode: isXml, decodeEntities: !isXml },
    {
      ...IGNORE_ALL,
      onopentagname: (start, end) => {
        name = nameOf(start, end);
        attributes = new Map();
        isRead = !UNREAD.has(name);
      },
      onattribname: (start, end) => {
        attribute = markup.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        if (isKept()) value += markup.slice(start, end);
      },
      onattribentity: (codePoint) => {
        if (isKept()) value += String.fromCodePoint(codePoint);
      },
      onattribend: () => {
        if (isKept() && !attributes.has(attribute))
          attributes.set(attribute, isXml ? decodeReferences(value) : value);
      },
      onopentagend: endTag,
      onselfclosingtag: endTag,
      onclosetag: (start, end) => {
        const closed = nameOf(start, end);
        isRead = true;
        if (reader.elements.has(closed)) reader.onEndTag?.(closed);
      },
      ontext: (start, end) => {
        if (isRead) reader.onText?.(markup.slice(start, end));
      },
      ontextentity: (codePoint) => {
        if (isRead) reader.onText?.(String.fromCodePoint(codePoint));
      },
    },
  );
  tokenizer.write(markup);
  tokenizer.end();
}

/** As HTML has it in attributes: XML files hold `&eacute;` and a bare `&` too, and would mean nothing else by them. */
function decodeReferences(raw: string): string {
  if (!raw.includes('&')) return raw;
  const markup = `<a b="${raw.replaceAll('"', '&quot;')}">`;
  let text = '';
  const tokenizer = new Tokenizer(
    {},
    {
      ...IGNORE_ALL,
      onattribdata: (start, end) => void (text += markup.slice(start, end)),
      onattribentity: (codePoint) => void (text += String.fromCodePoint(codePoint)),
    },
  );
  tokenizer.write(markup);
  tokenizer.end();
  return text;
}
