import { useInfiniteQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Card, Load, QueryPager, Table } from "@/ui";
import type { Reading } from "../api";
import { readings } from "../api";
import { text } from "../i18n";

/** Who looked at my record, the latest first. */
export function Readers() {
  const t = useT(text);
  const query = useInfiniteQuery(readings);
  return (
    <Card title={t.readers}>
      <Load query={query} lines={6}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return (
              <p>
                <strong>{t.readersNone}.</strong> {t.readersNoneText}
              </p>
            );
          return (
            <>
              <p className="muted">{t.readersText}</p>
              <Table
                caption={t.readers}
                rows={rows}
                rowKey={(row) => `${row.last} ${row.reader} ${row.deed}`}
                columns={[
                  { key: "reader", head: t.reader, cell: (row) => <Who reading={row} /> },
                  { key: "what", head: t.what, cell: (row) => <What reading={row} /> },
                  { key: "when", head: t.when, cell: (row) => <When reading={row} /> },
                ]}
              />
              <QueryPager shown={rows.length} query={query} />
            </>
          );
        }}
      </Load>
    </Card>
  );
}

function Who({ reading }: { reading: Reading }) {
  const t = useT(text);
  return (
    <>
      <strong>{reading.reader || t.unknownReader}</strong>
      <div className="small muted">
        {t.at(inLocale(reading.position_vi, reading.position_en), reading.unit)}
      </div>
    </>
  );
}

function What({ reading }: { reading: Reading }) {
  const t = useT(text);
  return (
    <>
      {t.deeds[reading.deed] ?? t.otherDeed}
      {reading.competencies.length > 0 && (
        <div className="small muted">
          {reading.competencies.map((each) => inLocale(each.name_vi, each.name_en)).join("; ")}
        </div>
      )}
    </>
  );
}

function When({ reading }: { reading: Reading }) {
  const t = useT(text);
  return (
    <>
      {reading.times > 1 && <div className="small muted">{t.times(reading.times)}</div>}
      <span className="rights-when">{fmt.dateTime(reading.last)}</span>
    </>
  );
}
