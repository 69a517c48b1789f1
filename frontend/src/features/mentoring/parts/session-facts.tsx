import type { ReactNode } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Badge } from "@/ui";
import type { Session } from "../api";
import { text } from "../i18n";
import { sessionState, sessionTone } from "../rules";

/** What was logged of one session, and where it stands. */
export function SessionFacts({ session, children }: { session: Session; children?: ReactNode }) {
  const t = useT(text);
  const state = sessionState(session);
  return (
    <>
      <div className="row">
        <strong>{fmt.dateTime(session.held_at)}</strong>
        <span>
          {fmt.minutes(session.minutes)}, {t.modes[session.mode].toLowerCase()}
        </span>
        <Badge tone={sessionTone[state]}>{t.sessionStates[state]}</Badge>
      </div>
      <p className="session-words">
        <span className="muted">{t.done}: </span>
        {session.done}
      </p>
      {session.alone && (
        <p className="session-words">
          <span className="muted">{t.alone}: </span>
          {session.alone}
        </p>
      )}
      <p>
        <span className="muted">{t.observed}: </span>
        {session.level > 0 ? t.level(session.level) : t.noLevel}
      </p>
      {session.dispute && (
        <p className="session-words">
          <span className="muted">{t.disputeSaid}: </span>
          {session.dispute}
        </p>
      )}
      {children}
    </>
  );
}
