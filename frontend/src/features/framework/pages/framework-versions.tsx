import { useInfiniteQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import type { Column, Tone } from "@/ui";
import { Badge, EmptyState, LinkButton, Load, PageHeader, QueryPager, Table } from "@/ui";
import type { Version } from "../api";
import { versionList } from "../api";
import "../framework.css";
import { text } from "../i18n";

const tones: Record<Version["state"], Tone> = { draft: "warn", published: "ok", outdated: "neutral" };

/** Every version of the framework, each comparable with the one before it. */
export default function FrameworkVersions() {
  const t = useT(text);
  const query = useInfiniteQuery(versionList);
  return (
    <div className="page">
      <PageHeader
        title={t.versions}
        subtitle={t.versionsText}
        back={{ href: paths.framework, label: t.back }}
      />
      <Load query={query}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <EmptyState title={t.noFramework}>{t.noFrameworkText}</EmptyState>;
          return (
            <>
              <Versions rows={rows} />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </div>
  );
}

function Versions({ rows }: { rows: Version[] }) {
  const t = useT(text);
  const columns: Column<Version>[] = [
    { key: "number", head: t.columns.version, cell: ({ number }) => t.versionName(number) },
    {
      key: "state",
      head: t.columns.state,
      cell: ({ state }) => <Badge tone={tones[state]}>{t.states[state]}</Badge>,
    },
    {
      key: "published",
      head: t.columns.published,
      cell: ({ published_at }) => (published_at ? fmt.date(published_at) : t.notPublished),
    },
    { key: "note", head: t.columns.note, cell: ({ note }) => note },
    {
      key: "deeds",
      head: t.columns.deeds,
      cell: (row) => {
        const former = rows[rows.indexOf(row) + 1];
        return (
          former && (
            <LinkButton
              kind="secondary"
              small
              href={to(paths.frameworkCompare, {}, { tu: former.id, den: row.id })}
            >
              {t.compareBefore(former.number)}
            </LinkButton>
          )
        );
      },
    },
  ];
  return <Table caption={t.versions} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}
