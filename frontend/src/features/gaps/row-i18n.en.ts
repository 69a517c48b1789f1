import type { vi } from "./row-i18n";

const en: typeof vi = {
  homeTitle: "My competencies beside what is required",
  seeAll: "See all competencies",
  summary: (met, required) => `${met} of the ${required} competencies your post requires are met.`,
  nothingRequired: "No required competencies are recorded for your post yet.",
  nothingRequiredText: "If this is wrong, tell the training officer of your unit.",
  lacking: (levels) => (levels === 1 ? "1 level to go" : `${levels} levels to go`),
  met: "Met",
  critical: "Mandatory",
  postAsks: (post, level) => `${post} needs level ${level}`,
  postsAsk: (count, level) => `All ${count} of your posts need level ${level}`,
};

export default en;
