import { useQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Badge, Belief, Card, EvidenceList, evidenceSentence, LevelBar, Load } from "@/ui";
import type { Why } from "../api";
import { why } from "../api";
import { text } from "../i18n";
import { DeedButtons, useRefresh, WithdrawButton } from "./deeds";
import { Objections } from "./objections";

/** Why someone's level in a competency is what it is. */
export function WhyLevel({ person, competency }: { person: string; competency: string }) {
  return (
    <Load query={useQuery(why(person, competency))} lines={8}>
      {(found) => <Reasons person={person} found={found} />}
    </Load>
  );
}

function Reasons({ person, found }: { person: string; found: Why }) {
  const t = useT(text);
  const refresh = useRefresh(person);
  const { competency, level, required } = found;
  return (
    <Card title={t.whyTitle(inLocale(competency.name_vi, competency.name_en))}>
      <p>
        <strong>
          {required === 0
            ? t.haveOnly(level)
            : level >= required
              ? t.enough(level, required)
              : t.haveNeed(level, required)}
        </strong>
      </p>
      <LevelBar have={level} need={required || undefined} words={false} />
      <Belief of={found} />
      <Objections why={found} onDone={refresh} />
      <DeedButtons person={person} why={found} />
      {found.requirements.length > 0 && (
        <div className="stack-tight">
          <h3>{t.required}</h3>
          <ul className="plain-list divided">
            {found.requirements.map((each) => (
              <li key={`${each.position_vi} ${each.unit} ${each.kind}`}>
                <div className="row">
                  <strong>{t.requiredLevel(each.level)}</strong>
                  {each.critical && <Badge tone="warn">{t.critical}</Badge>}
                </div>
                <div>
                  {t.at(inLocale(each.position_vi, each.position_en), each.unit)}
                  {each.kind !== "permanent" && <span className="muted"> ({t.kinds[each.kind]})</span>}
                </div>
                <div className="small muted">{t.since(fmt.date(each.from))}</div>
              </li>
            ))}
          </ul>
        </div>
      )}
      {found.entries.length > 0 ? (
        <EvidenceList
          items={found.entries}
          action={(entry) => <WithdrawButton person={person} entry={entry} />}
        />
      ) : (
        <div className="stack-tight">
          <h3>{t.evidence}</h3>
          <p className="muted">{t.noEvidence}</p>
        </div>
      )}
      {level < required && found.raise.length > 0 && (
        <div className="stack-tight">
          <h3>{t.raise}</h3>
          <p className="muted">{t.raiseText}</p>
          <ul className="why-raise">
            {found.raise.map((hint) => (
              <li key={hint.key}>{evidenceSentence(hint.key, hint.args)}</li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}
