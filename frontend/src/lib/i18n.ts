import { storage } from "./storage";
import { store, useStore } from "./store";

export type Locale = "vi" | "en";

/** Texts in both languages. Vietnamese is the type; English comes when it is asked for. */
export interface Catalogue<T> {
  vi: T;
  en?: T;
  load: () => Promise<{ default: T }>;
}

const known = new Set<Catalogue<unknown>>();
const current = store<Locale>(storage.read("camtay.locale") === "en" ? "en" : "vi");

/** Registers a catalogue: `catalogue(vi, () => import("./i18n.en"))`. */
export function catalogue<T>(vi: T, load: () => Promise<{ default: T }>): Catalogue<T> {
  const made: Catalogue<T> = { vi, load };
  known.add(made as Catalogue<unknown>);
  return made;
}

/** Resolves once every registered catalogue has the texts of the current language. */
export async function catalogues(locale: Locale = current.read()): Promise<void> {
  if (locale === "vi") return;
  await Promise.all(
    [...known].map(async (each) => {
      each.en ??= (await each.load()).default;
    }),
  );
}

export const locale = () => current.read();

export async function setLocale(next: Locale): Promise<void> {
  await catalogues(next);
  storage.write("camtay.locale", next);
  document.documentElement.lang = next;
  current.write(next);
}

/** The texts in a given language outside of components. */
export const texts = <T>(of: Catalogue<T>): T => (current.read() === "en" && of.en ? of.en : of.vi);

/** Of two texts of the server the one in the reader's language: `inLocale(post.position_vi, post.position_en)`. */
export const inLocale = (vi: string, en: string | undefined): string =>
  current.read() === "en" && en ? en : vi;

/** The texts in the reader's language: `const t = useT(text); t.save`. */
export function useT<T>(of: Catalogue<T>): T {
  useStore(current);
  return texts(of);
}

export const useLocale = (): Locale => useStore(current);
