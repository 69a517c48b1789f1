import { storage } from "./storage";
import { store, useStore } from "./store";

export const textSizes = ["a", "a1", "a2"] as const;
export type TextSize = (typeof textSizes)[number];
export type Theme = "light" | "dark";

const root = document.documentElement;
const textSize = store<TextSize>((root.dataset.text as TextSize | undefined) ?? "a");
const theme = store<Theme>(root.dataset.theme === "dark" ? "dark" : "light");

export function setTextSize(next: TextSize): void {
  root.dataset.text = next;
  storage.write("camtay.text", next);
  textSize.write(next);
}

export function setTheme(next: Theme): void {
  root.dataset.theme = next;
  storage.write("camtay.theme", next);
  theme.write(next);
}

export const useTextSize = () => useStore(textSize);
export const useTheme = () => useStore(theme);
