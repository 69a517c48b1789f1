import { useParams, useSearchParams } from "wouter";

/** Every address of the client. A page is registered under its name in src/app/routes. */
export const paths = {
  home: "/",
  courses: "/khoa-hoc",
  course: "/khoa-hoc/:id",
  lesson: "/bai-hoc/:id",
  quiz: "/kiem-tra/:id",
  attempt: "/bai-lam/:id",
  attemptResult: "/bai-lam/:id/ket-qua",
  competencies: "/nang-luc",
  competency: "/nang-luc/:competency",
  mentoring: "/kem-cap",
  mentorship: "/kem-cap/:id",
  mentoringWatch: "/theo-doi-kem-cap",
  programmes: "/chuong-trinh-kem-cap",
  programmeNew: "/chuong-trinh-kem-cap/moi",
  programme: "/chuong-trinh-kem-cap/:id",
  mentors: "/nguoi-kem-cap",
  cover: "/vang-mat-va-quay",
  outreach: "/ho-tro-quay",
  outreachNew: "/ho-tro-quay/moi",
  outreachRequest: "/ho-tro-quay/:id",
  outreachMine: "/lich-ho-tro",
  outreachVisit: "/lich-ho-tro/:id",
  communities: "/cong-dong",
  communityNew: "/cong-dong/moi",
  communityFields: "/cong-dong/linh-vuc",
  communityPost: "/cong-dong/:id",
  myEffects: "/ket-qua-kem-cap",
  effects: "/hieu-qua-kem-cap",
  effectMentor: "/hieu-qua-kem-cap/:id",
  recognition: "/giay-ghi-nhan/:id",
  plan: "/ke-hoach-ca-nhan",
  planPaper: "/ke-hoach-ca-nhan/:id/in",
  plansPeople: "/ke-hoach-don-vi",
  planPerson: "/ke-hoach-don-vi/:id",
  units: "/xa-phuong",
  fields: "/xa-phuong/phan-cong",
  fragile: "/xa-phuong/diem-de-dut",
  trend: "/xa-phuong/dien-bien",
  procedureNeeds: "/xa-phuong/thu-tuc",
  procedureNeed: "/xa-phuong/thu-tuc/:id",
  unit: "/xa-phuong/:unit",
  unitTeam: "/xa-phuong/:unit/doi-ngu",
  unitFields: "/xa-phuong/:unit/phan-cong",
  unitFragile: "/xa-phuong/:unit/diem-de-dut",
  reviews: "/ra-soat",
  reviewNew: "/ra-soat/moi",
  review: "/ra-soat/:id",
  reviewMine: "/ra-soat/:id/cua-toi",
  reviewPart: "/ra-soat/don-vi/:part",
  reviewPerson: "/ra-soat/:id/danh-gia/:staff",
  reviewCalibration: "/ra-soat/:id/hieu-chinh",
  reviewReport: "/ra-soat/:id/bao-cao",
  classes: "/lop",
  classNew: "/lop/moi",
  class: "/lop/:id",
  criteria: "/tieu-chi",
  criterion: "/tieu-chi/:source",
  rules: "/quy-tac-minh-chung",
  changes: "/thay-doi",
  change: "/thay-doi/:id",
  observe: "/quan-sat",
  people: "/cong-chuc",
  person: "/cong-chuc/:id",
  disputes: "/y-kien",
  portfolio: "/minh-chung",
  portfolioNew: "/minh-chung/moi",
  portfolioReviews: "/xet-minh-chung",
  portfolioReview: "/xet-minh-chung/:id",
  portfolioItem: "/minh-chung/:id",
  rights: "/du-lieu-cua-toi",
  framework: "/khung-nang-luc",
  frameworkVersions: "/khung-nang-luc/phien-ban",
  frameworkCompare: "/khung-nang-luc/so-sanh",
  frameworkDraft: "/khung-nang-luc/du-thao",
  frameworkImport: "/khung-nang-luc/nhap",
  requirements: "/yeu-cau-nang-luc",
  imports: "/quan-tri/nhap",
  import: "/quan-tri/nhap/:id",
  accounts: "/quan-tri/tai-khoan",
  catalogue: "/quan-tri/danh-muc",
  audit: "/quan-tri/nhat-ky",
  procedures: "/thu-tuc",
  notices: "/thong-bao",
  account: "/tai-khoan",
  signIn: "/dang-nhap",
  setup: "/thiet-lap",
  activate: "/kich-hoat",
} as const;

export type PageName = keyof typeof paths;
export type Path = (typeof paths)[PageName];

type Param<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Param<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

export type Params<P extends string> = { [Name in Param<P>]: string };
type Query = Record<string, string | number | undefined>;

/** The address of a page: `to(paths.course, { id })`, `to(paths.people, {}, { q: "an" })`. */
export function to<P extends Path>(
  path: P,
  ...[params, query]: [Param<P>] extends [never]
    ? [params?: object, query?: Query]
    : [Params<P>, query?: Query]
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent((params as Record<string, string>)[name] ?? ""),
  );
  const words = Object.entries(query ?? {}).flatMap(([key, value]) =>
    value === undefined || value === "" ? [] : [[key, String(value)]],
  );
  return words.length === 0 ? filled : `${filled}?${new URLSearchParams(words)}`;
}

/** The parameters of the page being shown: `const { id } = usePageParams(paths.course)`. */
export const usePageParams = <P extends Path>(_path: P): Params<P> => useParams() as Params<P>;

/**
 * A filter kept in the address, so that links and the back button keep it.
 * An empty value leaves the address.
 */
export function useQueryState(name: string, initial = ""): [string, (next: string) => void] {
  const [search, setSearch] = useSearchParams();
  const write = (next: string) =>
    setSearch(
      () => {
        // Not from the last render: two filters may change in one event.
        const after = new URLSearchParams(location.search);
        if (next === initial) after.delete(name);
        else after.set(name, next);
        return after;
      },
      { replace: true },
    );
  return [search.get(name) ?? initial, write];
}
