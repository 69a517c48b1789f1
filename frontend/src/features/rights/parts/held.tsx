import { useQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Card, Load, Notice, Table } from "@/ui";
import { holdings } from "../api";
import { text } from "../i18n";

/** What is held, how much of it, why and who may see it. */
export function Held() {
  const t = useT(text);
  return (
    <Card title={t.held}>
      <Notice>{t.peers}</Notice>
      <Load query={useQuery(holdings)} lines={10}>
        {({ items }) => (
          <Table
            caption={t.held}
            rows={items}
            rowKey={({ room }) => room}
            columns={[
              { key: "room", head: t.room, cell: ({ room }) => t.rooms[room]?.what ?? room },
              { key: "rows", head: t.rows, cell: ({ rows }) => fmt.number(rows) },
              { key: "why", head: t.why, cell: ({ room }) => t.rooms[room]?.why },
              { key: "who", head: t.who, cell: ({ room }) => t.rooms[room]?.who },
            ]}
          />
        )}
      </Load>
    </Card>
  );
}
