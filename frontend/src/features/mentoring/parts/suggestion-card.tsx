import { useState } from "react";
import { serverText } from "@/api/problem";
import { inLocale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, Button, FormDialog, LinkButton, TextArea, toast } from "@/ui";
import type { PairState, Suggestion } from "../api";
import { ask } from "../api";
import { text } from "../i18n";
import { text as profileText } from "../profile-i18n";
import { stateTone } from "../rules";
import { sentenceOf } from "../slots";
import { useDeed } from "./deed";
import { SlotWords } from "./week";

/** One suggested colleague: who, why in one sentence, when, and the way to ask. */
export function SuggestionCard({ item, competency }: { item: Suggestion; competency: string }) {
  const t = useT(text);
  const p = useT(profileText);
  const [asking, setAsking] = useState(false);
  const { mentor, pair } = item;
  const request = useDeed(
    (message: string) => ask({ mentor_id: mentor.id, competency_id: competency, message }),
    () => {
      setAsking(false);
      toast(t.asked(mentor.full_name));
    },
  );
  const post = mentor.posts[0];
  return (
    <li className="person-card">
      <div className="row-between">
        <h3>{mentor.full_name}</h3>
        <Badge tone="info">{t.mentorLevel(item.level)}</Badge>
      </div>
      <p className="muted small">
        {post && `${inLocale(post.position_vi, post.position_en)}, `}
        {post?.unit ?? inLocale(mentor.unit.name, mentor.unit.name_en)}
      </p>
      <p>{sentenceOf(item.reasons.map(({ key, args }) => serverText(key, args) ?? key))}</p>
      {(item.desk || item.remote) > 0 && (
        <p className="muted small">
          {item.desk > 0 ? p.meet : p.meetRemote}: <SlotWords slots={item.desk || item.remote} />
        </p>
      )}
      {pair ? (
        <div className="row">
          <Badge tone={stateTone[pair.state as PairState]}>{t.states[pair.state as PairState]}</Badge>
          <LinkButton kind="quiet" small href={to(paths.mentorship, { id: pair.id })}>
            {t.openPair}
            <span className="visually-hidden"> {mentor.full_name}</span>
          </LinkButton>
        </div>
      ) : (
        <div className="row">
          <Button
            kind="secondary"
            aria-label={`${t.ask}: ${mentor.full_name}`}
            onClick={() => setAsking(true)}
          >
            {t.ask}
          </Button>
        </div>
      )}
      <FormDialog
        open={asking}
        title={t.askTitle(mentor.full_name)}
        yes={t.send}
        no={t.goBack}
        onClose={() => setAsking(false)}
        onSubmit={async (values) => {
          await request.mutateAsync(String(values.get("message")).trim().normalize("NFC"));
        }}
      >
        <TextArea label={t.message} hint={t.messageHint} name="message" maxLength={1000} optional />
      </FormDialog>
    </li>
  );
}
