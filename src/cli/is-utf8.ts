/**
 * Whether the terminal takes UTF-8, by the locale: the first of LC_ALL, LC_CTYPE and LANG that is set decides, as in POSIX.
 * Where none is (a container, a service) it is taken for granted: terminals that don't are the rare case.
 */
export function isUtf8({LC_ALL, LC_CTYPE, LANG}: Readonly<Record<string, string | undefined>>): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG
  return locale === undefined || locale === '' || /utf-?8/i.test(locale)
}
