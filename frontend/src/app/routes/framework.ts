import { pages } from "../register";

export default pages({
  framework: () => import("@/features/framework/pages/framework"),
  frameworkVersions: () => import("@/features/framework/pages/framework-versions"),
  frameworkCompare: () => import("@/features/framework/pages/framework-compare"),
  frameworkDraft: () => import("@/features/framework/pages/framework-draft"),
  frameworkImport: () => import("@/features/framework/pages/framework-import"),
  requirements: () => import("@/features/framework/pages/requirements"),
});
