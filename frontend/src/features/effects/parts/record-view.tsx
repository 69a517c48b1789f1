import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Badge, Card } from "@/ui";
import type { MentorRecord } from "../api";
import { text } from "../i18n";
import { whole } from "../rules";
import { Credited } from "./credited";
import { PairTable } from "./pairs";

/** What a mentor carries and has done. */
export function RecordView({ record: r, plain }: { record: MentorRecord; plain?: boolean }) {
  const t = useT(text);
  const n = fmt.number;
  return (
    <div className="stack">
      <Card title={t.facts}>
        <dl className="facts">
          <dt>{t.active}</dt>
          <dd>
            {t.places(n(r.active), n(r.capacity))} {r.over && <Badge tone="warn">{t.over}</Badge>}
          </dd>
          <dt>{t.weekly}</dt>
          <dd>{t.weeklyOf(n(r.weekly), n(r.max_weekly))}</dd>
          <dt>{t.hours}</dt>
          <dd>{fmt.minutes(r.minutes)}</dd>
          <dt>{t.pairsEnded}</dt>
          <dd>{n(r.tally.pairs)}</dd>
          <dt>{t.assessed}</dt>
          <dd>{t.assessedOf(n(r.tally.done), n(r.tally.targets))}</dd>
          <dt>{t.gained}</dt>
          <dd>{r.tally.done === 0 ? "–" : whole(r.tally.gained)}</dd>
          <dt>{t.credited}</dt>
          <dd>
            <Credited estimate={r.effect} />
          </dd>
        </dl>
        <p className="muted small">{t.creditedHint}</p>
      </Card>
      <Card title={t.rows}>
        {r.rows.length === 0 ? (
          <p className="muted">{t.rowsNone}</p>
        ) : (
          <PairTable rows={r.rows} own plain={plain} />
        )}
      </Card>
    </div>
  );
}
