import type { vi } from "./level-choices-i18n";

const en: typeof vi = {
  level: (level) => `Level ${level}`,
  none: "Level 0: not shown yet",
};

export default en;
