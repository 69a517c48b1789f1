import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Badge, Card, Disclosure } from "@/ui";
import type { Version } from "../api";
import { text } from "../i18n";
import type { Names } from "../words";
import { Preview } from "./preview";

const tones = { draft: "warn", published: "ok", outdated: "neutral" } as const;

/** Every version that was written, the latest first. */
export function History({ versions, names }: { versions: Version[]; names: Names }) {
  const t = useT(text);
  if (versions.length === 0) return null;
  return (
    <Card title={t.history}>
      {versions.map(({ version, state, published_at, updated_at, set }) => (
        <Disclosure
          key={version}
          summary={
            <>
              {t.published(version)} <Badge tone={tones[state]}>{t.states[state]}</Badge>{" "}
              <span className="small muted">
                {published_at ? t.publishedAt(fmt.date(published_at)) : t.writtenAt(fmt.date(updated_at))}
                {state === "outdated" && !published_at && `, ${t.never}`}
              </span>
            </>
          }
        >
          <Preview set={set} names={names} />
        </Disclosure>
      ))}
    </Card>
  );
}
