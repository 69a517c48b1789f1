import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Table, evidenceSentence } from "@/ui";
import type { Lapse } from "../api";
import { text } from "../views-i18n";
import { Paged } from "./paged";

/** Who is there but loses a level in the time tried, when and why. */
export function Lapses({ rows }: { rows: Lapse[] }) {
  const t = useT(text);
  return (
    <>
      <h3>{t.lapses(rows.length)}</h3>
      <p className="muted">{t.lapsesText}</p>
      <Paged rows={rows.toSorted((a, b) => a.on.localeCompare(b.on))}>
        {(shown) => (
          <Table
            caption={t.lapses(rows.length)}
            rows={shown}
            rowKey={({ staff, competency }) => staff.id + competency.id}
            columns={[
              {
                key: "nguoi",
                head: t.person,
                cell: ({ staff, competency }) => (
                  <Link href={to(paths.person, { id: staff.id }, { "nang-luc": competency.id })}>
                    {staff.full_name}
                  </Link>
                ),
              },
              {
                key: "nang-luc",
                head: t.competency,
                cell: ({ competency, level, lasts }) =>
                  `${inLocale(competency.name_vi, competency.name_en)}: ${t.falls(level, lasts)}`,
              },
              { key: "ngay", head: t.lapseDay, cell: ({ on }) => fmt.date(on) },
              { key: "vi-sao", head: t.lapseWhy, cell: (row) => <Why of={row} /> },
            ]}
          />
        )}
      </Paged>
    </>
  );
}

function Why({ of: { kind, observed_at, key, args } }: { of: Lapse }) {
  const t = useT(text);
  const seen = kind && observed_at ? t.seen(t.evidenceKinds[kind] ?? kind, fmt.date(observed_at)) : "";
  return <>{[seen, key && evidenceSentence(key, args)].filter(Boolean).join(" ")}</>;
}
