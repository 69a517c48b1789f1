import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Badge, Card, evidenceSentence } from "@/ui";
import type { Why } from "../api";
import { text } from "../own-i18n";

/** What I said of my level, and what was answered. */
export function Objections({ why }: { why: Why }) {
  const t = useT(text);
  if (why.disputes.length === 0) return null;
  const words = (id: string | undefined) => {
    const entry = why.entries.find((each) => each.id === id);
    return entry && evidenceSentence(entry.description_key, entry.description_args);
  };
  return (
    <Card title={t.mine}>
      <ul className="plain-list divided">
        {why.disputes.map((each) => {
          const about = words(each.entry_id);
          const followed = words(each.answer_entry_id);
          return (
            <li key={each.id} className="stack-tight">
              <div className="row-between">
                <span className="small muted">{t.saidOn(fmt.date(each.created_at))}</span>
                <Badge tone={each.state === "open" ? "warn" : "ok"}>
                  {each.state === "open" ? t.open : t.answered}
                </Badge>
              </div>
              {about && <p className="small muted">{t.about(about)}</p>}
              <p>{each.text}</p>
              {each.answered_at && (
                <>
                  <p className="small muted">
                    {t.answeredBy(each.answerer ?? "", fmt.date(each.answered_at))}
                  </p>
                  <p>
                    <strong>{each.answer}</strong>
                  </p>
                  {followed && <p className="small muted">{t.followed(followed)}</p>}
                </>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
