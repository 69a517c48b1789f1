import type { ReactNode } from "react";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, LinkButton } from "@/ui";
import type { Pair } from "../api";
import { text } from "../i18n";
import { life } from "../life-i18n";
import { stateTone } from "../rules";

/** One pair as one of the two sees it: the other person, the competency, how far it has come. */
export function PairCard({
  pair,
  side,
  children,
}: {
  pair: Pair;
  side: "learner" | "mentor";
  /** Deeds beside "Xem chi tiết". */
  children?: ReactNode;
}) {
  const t = useT(text);
  const l = useT(life);
  const other = side === "learner" ? pair.mentor : pair.learner;
  return (
    <li className="person-card">
      <div className="row-between">
        <h3>{other.full_name}</h3>
        <Badge tone={stateTone[pair.state]}>{t.states[pair.state]}</Badge>
      </div>
      <div>
        <p>{t.wants(inLocale(pair.competency.name_vi, pair.competency.name_en), pair.target_level)}</p>
        <p className="muted small">{inLocale(other.unit.name, other.unit.name_en)}</p>
        <p className="muted small">
          {pair.state === "suggested" && `${l.suggestedTitle}. `}
          {pair.answer_by
            ? t.answerBy(fmt.date(pair.answer_by))
            : pair.sessions > 0
              ? t.sessionsCount(pair.sessions, fmt.minutes(pair.minutes))
              : t.noSessions}
          {pair.waiting > 0 && ` · ${t.waiting(pair.waiting)}`}
        </p>
      </div>
      {pair.state === "requested" && side === "mentor" && pair.message && (
        <p className="person-quote">{pair.message}</p>
      )}
      {pair.reason && <p className="person-quote">{pair.reason}</p>}
      <div className="row">
        {children}
        <LinkButton
          kind={children ? "quiet" : "secondary"}
          small
          href={to(paths.mentorship, { id: pair.id })}
        >
          {t.openPair}
          <span className="visually-hidden"> {other.full_name}</span>
        </LinkButton>
      </div>
    </li>
  );
}
