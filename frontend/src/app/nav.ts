import type { LucideIcon } from "lucide-react";
import {
  Bell,
  BookOpen,
  CalendarDays,
  ChartNoAxesColumn,
  FileCheck2,
  FolderOpen,
  Grid3x3,
  House,
  ListChecks,
  ListTree,
  Scale,
  ScanSearch,
  ScrollText,
  ShieldCheck,
  UserCog,
  UserRound,
  UsersRound,
} from "lucide-react";
import type { Me } from "@/api/me";
import { hasRole } from "@/api/me";
import { paths } from "@/lib/paths";
import { mayOpen } from "./audience";
import type { NavName } from "./i18n";
import { registered } from "./pages";

export interface NavItem {
  page: NavName;
  href: string;
  icon: LucideIcon;
}

export interface Section {
  name: "learn" | "manage" | "province" | "admin";
  items: NavItem[];
}

const icons: Record<NavName, LucideIcon> = {
  home: House,
  courses: BookOpen,
  competencies: ChartNoAxesColumn,
  plan: ListChecks,
  mentoring: UsersRound,
  mentoringWatch: UsersRound,
  programmes: UsersRound,
  communities: UsersRound,
  outreach: UsersRound,
  outreachMine: UsersRound,
  myEffects: ChartNoAxesColumn,
  effects: ChartNoAxesColumn,
  notices: Bell,
  reviews: ScanSearch,
  portfolio: FolderOpen,
  rights: ShieldCheck,
  disputes: Scale,
  portfolioReviews: FolderOpen,
  units: Grid3x3,
  classes: CalendarDays,
  criteria: ListChecks,
  rules: ScrollText,
  changes: ScrollText,
  observe: ScanSearch,
  plansPeople: ListChecks,
  people: UserRound,
  mentors: UsersRound,
  cover: CalendarDays,
  framework: ListTree,
  requirements: ListChecks,
  imports: FileCheck2,
  accounts: UserCog,
  catalogue: ListTree,
  procedures: FileCheck2,
  audit: ScrollText,
};

/** What a person may open, in sections; pages that do not exist are left out, and so are empty sections. */
export function sectionsFor(me: Me, exists = (page: NavName) => page in registered): Section[] {
  const wide = hasRole(me, "department_officer", "administrator");
  const administers = hasRole(me, "administrator");
  const edits = hasRole(me, "department_officer");
  const runsClasses = hasRole(me, "unit_leader", "trainer", "department_officer");
  const plan: [Section["name"], NavName[]][] = [
    [
      "learn",
      [
        "home",
        "courses",
        "competencies",
        "plan",
        "portfolio",
        "mentoring",
        "communities",
        ...(hasRole(me, "mentor") ? ["outreachMine" as const] : []),
        "myEffects",
        ...(runsClasses ? [] : ["reviews" as const]),
        ...(runsClasses ? [] : ["classes" as const]),
        // Notices are sent to people on the staff list; an account may have none.
        ...(me.staff_id ? ["notices" as const, "rights" as const] : []),
      ],
    ],
    [
      wide ? "province" : "manage",
      [
        "units",
        ...(runsClasses ? ["classes" as const] : []),
        "people",
        "plansPeople",
        "mentors",
        "cover",
        "outreach",
        "effects",
        ...(hasRole(me, "unit_leader", "department_officer") ? ["reviews" as const] : []),
        "mentoringWatch",
        "programmes",
        "disputes",
        "portfolioReviews",
        ...(runsClasses ? ["observe" as const] : []),
        ...(hasRole(me, "trainer", "department_officer") ? ["criteria" as const] : []),
        ...(edits ? ["rules" as const] : []),
        ...(hasRole(me, "unit_leader", "department_officer") ? ["changes" as const] : []),
        ...(wide || runsClasses ? ["framework" as const, "requirements" as const] : []),
        ...(edits && !administers ? ["procedures" as const] : []),
      ],
    ],
    ["admin", ["imports", "accounts", "catalogue", ...(administers ? ["procedures" as const] : []), "audit"]],
  ];
  return plan
    .map(([name, names]) => ({
      name,
      items: names
        .filter((page) => exists(page) && mayOpen(me, page))
        .map((page) => ({ page, href: paths[page], icon: icons[page] })),
    }))
    .filter((section) => section.items.length > 0);
}

const room = 4;

/** The tabs of a phone: home first, then the section of the person's daily work. What has no room stands under "Thêm". */
export function tabsFor(sections: Section[]): { tabs: NavItem[]; more: boolean } {
  const all = sections.flatMap((section) => section.items);
  if (all.length <= room) return { tabs: all, more: false };
  const daily = sections.toSorted((a, b) => b.items.length - a.items.length);
  const work = sections.length === 1 ? sections : daily.filter((section) => section.name !== "learn");
  const home = all.filter((item) => item.page === "home");
  const rest = work.flatMap((section) => section.items).filter((item) => item.page !== "home");
  return { tabs: [...home, ...rest.slice(0, room - 1 - home.length)], more: true };
}
