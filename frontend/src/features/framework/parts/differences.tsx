import { inLocale, useT } from "@/lib/i18n";
import { Badge, Card, EmptyState } from "@/ui";
import type { Tone } from "@/ui";
import type { Difference } from "../api";
import { text } from "../i18n";
import { levelOf } from "../rules";

const tones: Record<Difference["kind"], Tone> = {
  added: "ok",
  archived: "bad",
  restored: "info",
  changed: "info",
};

type Field = Difference["fields"][number];

/** What differs, competency by competency, the former text beside the latter. */
export function Differences({
  items,
  none,
  noneText,
}: {
  items: Difference[];
  none: string;
  noneText: string;
}) {
  const t = useT(text);
  if (items.length === 0) return <EmptyState title={none}>{noneText}</EmptyState>;
  const kinds = (["added", "changed", "archived", "restored"] as const).map(
    (kind) => [kind, items.filter((each) => each.kind === kind).length] as const,
  );
  return (
    <div className="stack">
      <div className="row">
        {kinds
          .filter(([, count]) => count > 0)
          .map(([kind, count]) => (
            <Badge key={kind} tone={tones[kind]}>
              {t.kindCounts(t.kinds[kind], count)}
            </Badge>
          ))}
      </div>
      {items.map((each) => (
        <Card
          key={each.competency_id}
          title={inLocale(each.name_vi, each.name_en)}
          actions={<Badge tone={tones[each.kind]}>{t.kinds[each.kind]}</Badge>}
        >
          <p className="small muted">
            {each.code} · <span lang="vi">{each.group_vi}</span>
          </p>
          {each.fields.map((field) => (
            <FieldChange key={field.field} field={field} />
          ))}
        </Card>
      ))}
    </div>
  );
}

function FieldChange({ field }: { field: Field }) {
  const t = useT(text);
  return (
    <div className="stack-tight">
      <h3>{fieldName(t, field.field)}</h3>
      <div className="framework-diff">
        <div>
          <p className="small muted">{t.before}</p>
          {field.parts
            .filter(({ op }) => op !== "+")
            .map((part, index) => (
              <Words key={`${index}${part.op}`} part={part} />
            ))}
        </div>
        <div>
          <p className="small muted">{t.after}</p>
          {field.parts
            .filter(({ op }) => op !== "-")
            .map((part, index) => (
              <Words key={`${index}${part.op}`} part={part} />
            ))}
        </div>
      </div>
    </div>
  );
}

function Words({ part }: { part: Field["parts"][number] }) {
  const t = useT(text);
  if (part.op === "=") return <span>{part.text} </span>;
  const [Mark, said] =
    part.op === "-" ? (["del", t.removedWords] as const) : (["ins", t.addedWords] as const);
  return (
    <>
      <Mark>
        <span className="visually-hidden">{said}</span>
        {part.text}
      </Mark>{" "}
    </>
  );
}

export function fieldName(
  t: {
    fields: Record<string, string>;
    levelField: (n: number) => string;
    levelFieldEN: (n: number) => string;
  },
  field: string,
): string {
  const level = levelOf(field);
  if (!level) return t.fields[field] ?? field;
  return level.language === "vi" ? t.levelField(level.level) : t.levelFieldEN(level.level);
}
