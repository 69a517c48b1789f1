import type { ComponentType } from "react";
import { catalogues } from "@/lib/i18n";
import type { PageName } from "@/lib/paths";
import type { PageLoaders } from "./register";

const files = import.meta.glob<PageLoaders>("./routes/*.ts", { eager: true, import: "default" });

/** Every page there is. What is not here is neither routed nor shown in the navigation. */
export const registered: PageLoaders = Object.assign({}, ...Object.values(files)) as PageLoaders;

const arrived = new Map<PageName, ComponentType>();

/** The page's component, if its chunk has come. */
export const arrivedPage = (name: PageName) => arrived.get(name);

/** Fetches the page's chunk and the texts in it. */
export async function loadPage(name: PageName): Promise<void> {
  const loader = registered[name];
  if (!loader || arrived.has(name)) return;
  const { default: component } = await loader();
  await catalogues();
  arrived.set(name, component);
}
