import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import { Card, Disclosure, Segments, TextArea } from "@/ui";
import type { Answer, Item } from "../api";
import { text } from "../i18n";
import { answered } from "../rules";
import { useDeed } from "./deed";

export interface AnswerListProps {
  items: Item[];
  side: "self" | "superior";
  may: boolean;
  save: (answer: Answer) => Promise<unknown>;
}

/** The competencies somebody answers, one card each; every answer is saved at once. */
export function AnswerList({ items, side, may, save }: AnswerListProps) {
  const t = useT(text);
  return (
    <div className="stack">
      <p role="status" className="review-count">
        {t.done(fmt.number(answered(items, side)), fmt.number(items.length))}
      </p>
      {items.map((item) => (
        <AnswerCard key={item.id} item={item} side={side} may={may} save={save} />
      ))}
    </div>
  );
}

function AnswerCard({ item, side, may, save }: Omit<AnswerListProps, "items"> & { item: Item }) {
  const t = useT(text);
  const name = inLocale(item.competency.name_vi, item.competency.name_en);
  const kept = side === "self" ? item.self_level : item.superior_level;
  const keptNote = (side === "self" ? item.self_note : item.superior_note) ?? "";
  const [note, setNote] = useState(keptNote);
  const [level, setLevel] = useState(kept);
  const write = useDeed(save, () => undefined);
  const send = (next: number, words = note) => {
    setLevel(next);
    write.mutate({ item: item.id, level: next, note: words.trim().normalize("NFC") });
  };
  const other = side === "self" ? undefined : item.self_level;
  return (
    <Card title={name}>
      <p>
        {t.required(item.required)}, {t.evidence(item.evidence_level)}.
        {other !== undefined && ` ${t.theySaid(other)}.`}
        {side === "self" && item.superior_level !== undefined && ` ${t.superiorSaid(item.superior_level)}.`}
      </p>
      {item.indicators.length > 0 && (
        <Disclosure summary={t.indicators}>
          <dl className="facts">
            {item.indicators.map((each) => [
              <dt key={`${each.level}-term`}>{t.level(each.level)}</dt>,
              <dd key={each.level} lang="vi">
                {each.text_vi}
              </dd>,
            ])}
          </dl>
        </Disclosure>
      )}
      {may ? (
        <>
          <Segments
            label={t.chooseLevel(name)}
            value={level === undefined ? "" : String(level)}
            onChange={(value) => send(Number(value))}
            options={[0, 1, 2, 3, 4, 5].map((n) => ({
              value: String(n),
              label: n === 0 ? t.levelNone : t.level(n),
            }))}
          />
          <Disclosure summary={t.remark} open={keptNote !== ""}>
            <TextArea
              label={t.remarkOn(name)}
              rows={2}
              maxLength={1000}
              optional
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              onBlur={() => level !== undefined && note !== keptNote && send(level)}
            />
          </Disclosure>
        </>
      ) : (
        <p>
          <strong>{kept === undefined ? t.notYet : kept === 0 ? t.levelNone : t.level(kept)}</strong>
          {keptNote && ` · ${keptNote}`}
        </p>
      )}
      <p role="status" className="small muted review-saved">
        {write.isPending
          ? t.saving
          : level === undefined
            ? may
              ? t.notYet
              : ""
            : may && !write.isError
              ? t.saved
              : ""}
      </p>
    </Card>
  );
}
