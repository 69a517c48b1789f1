import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Card, Choices, FieldError, Form, Submit, TextArea, toast } from "@/ui";
import type { PairDetail, Phase } from "../api";
import { giveFeedback } from "../api";
import { life } from "../life-i18n";
import { useDeed } from "./deed";

/** Three short questions, when they are due, and what the other one wrote. */
export function Feedback({ pair, coach }: { pair: PairDetail; coach: boolean }) {
  const t = useT(life);
  const other = coach ? pair.learner : pair.mentor;
  return (
    <>
      {pair.asked_for && <Ask pair={pair} coach={coach} moment={pair.asked_for} />}
      {pair.thanks.length > 0 && (
        <Card title={t.thanksFrom(other.full_name)}>
          {pair.thanks.map((each) => (
            <div key={each.moment} className="stack-tight">
              <p className="person-quote">{each.text}</p>
              <p className="muted small">{fmt.date(each.given_at)}</p>
            </div>
          ))}
        </Card>
      )}
    </>
  );
}

function Ask({ pair, coach, moment }: { pair: PairDetail; coach: boolean; moment: Phase }) {
  const t = useT(life);
  const [marks, setMarks] = useState<(string | undefined)[]>([]);
  const [late, setLate] = useState(false);
  const questions = t.questions[coach ? "mentor" : "learner"];
  const send = useDeed(
    (body: Parameters<typeof giveFeedback>[1]) => giveFeedback(pair.id, body),
    () => toast(t.feedbackSent),
  );
  const complete = questions.every((_, index) => marks[index]);
  return (
    <Card title={t.feedbackTitle[moment]}>
      <div className="mentoring-form">
        <p className="muted">{t.feedbackText}</p>
        <Form
          label={t.feedbackTitle[moment]}
          onSubmit={async (values) => {
            setLate(!complete);
            if (!complete) return;
            const words = (name: string) => String(values.get(name)).trim().normalize("NFC");
            await send.mutateAsync({
              moment,
              marks: questions.map((_, index) => Number(marks[index])),
              remark: words("remark"),
              thanks: words("thanks"),
            });
          }}
        >
          {questions.map((question, index) => (
            <Choices
              key={question}
              legend={question}
              name={`mark-${index}`}
              value={marks[index] ?? ""}
              onChange={(next) => setMarks(Object.assign([...marks], { [index]: next }))}
              options={t.marks.map((label, mark) => ({ value: String(mark + 1), label }))}
            />
          ))}
          {late && !complete && (
            <div role="alert">
              <FieldError>{t.answersLate}</FieldError>
            </div>
          )}
          <TextArea label={t.remark} hint={t.remarkHint} name="remark" rows={2} maxLength={1000} optional />
          <TextArea label={t.thanks} hint={t.thanksHint} name="thanks" rows={2} maxLength={1000} optional />
          <div className="form-actions">
            <Submit>{t.feedbackYes}</Submit>
          </div>
        </Form>
      </div>
    </Card>
  );
}
