import type { ComponentType } from "react";
import type { PageName } from "@/lib/paths";

/** Page names to the chunks that hold them; each chunk's default export is the page. */
export type PageLoaders = Partial<Record<PageName, () => Promise<{ default: ComponentType }>>>;

/** Registers the pages of a room; a file a room in routes/. */
export const pages = (loaders: PageLoaders): PageLoaders => loaders;
