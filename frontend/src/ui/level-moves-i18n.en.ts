import type { vi } from "./level-moves-i18n";

const en: typeof vi = {
  moves: (from, to) =>
    to > from ? `Up from level ${from} to level ${to}.` : `Down from level ${from} to level ${to}.`,
  stays: (level) => `Still at level ${level}.`,
  reached: (required) => `The level ${required} your post requires is met.`,
  lacks: (required, levels) =>
    `Your post requires level ${required}: ${levels === 1 ? "1 level" : `${levels} levels`} to go.`,
};

export default en;
