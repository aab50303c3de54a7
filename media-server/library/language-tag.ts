/** The canonical BCP 47 tag; null when the text is none. ISO 639-2 codes become their short form: `eng` is `en`. */
export function canonicalLanguage(text: string | null | undefined): string | null {
  if (!text || text.length > 35) return null;
  try {
    const language = Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'))[0];
    return language === undefined || language === 'und' ? null : language;
  } catch {
    return null;
  }
}
