import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import { Disclosure, Form, Load, Submit, toast } from "@/ui";
import { mentoringKey, myTimes, saveTimes } from "../api";
import { text } from "../profile-i18n";
import { slotList } from "../slots";
import { Week } from "./week";

/** The half-days on which a learner can be met. */
export function MyTimes() {
  const t = useT(text);
  const times = useQuery(myTimes);
  return (
    <Load query={times} lines={1}>
      {({ slots }) => (
        <Disclosure summary={`${t.times}: ${t.timesNow(slotList(slots).length)}`}>
          <Times now={slots} />
        </Disclosure>
      )}
    </Load>
  );
}

function Times({ now }: { now: number }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [slots, setSlots] = useState(now);
  const save = async () => {
    await saveTimes(slots);
    toast(t.timesSaved);
    await queries.invalidateQueries({ queryKey: mentoringKey });
  };
  return (
    <Form onSubmit={save} label={t.times}>
      <p className="muted">{t.timesText}</p>
      <Week label={t.times} name="slots" value={slots} onChange={setSlots} />
      <div className="form-actions">
        <Submit>{t.save}</Submit>
      </div>
    </Form>
  );
}
