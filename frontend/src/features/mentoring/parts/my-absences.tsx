import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Button, Card, Field, FormDialog, Load, Select, toast } from "@/ui";
import type { Absence } from "../api";
import { addAbsence, dropAbsence, myAbsences } from "../api";
import { text } from "../profile-i18n";
import { useDeed } from "./deed";

/** When the reader is away; mentoring pauses on these days by itself. */
export function MyAbsences() {
  const t = useT(text);
  const [adding, setAdding] = useState(false);
  const own = useQuery(myAbsences);
  const add = useDeed(addAbsence, () => {
    setAdding(false);
    toast(t.absenceAdded);
  });
  const again = useDeed(addAbsence, () => toast(t.absenceAdded));
  const drop = useDeed(
    ({ id }: Absence) => dropAbsence(id),
    (_: unknown, { from, until, kind }: Absence) =>
      toast(t.absenceRemoved, { undo: () => again.mutate({ from, until, kind }) }),
  );
  return (
    <Card title={t.absences} actions={<Button onClick={() => setAdding(true)}>{t.absenceAdd}</Button>}>
      <div className="stack">
        <p className="muted">{t.absencesText}</p>
        <Load query={own} lines={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p>{t.absencesNone}</p>
            ) : (
              <ul className="plain-list divided">
                {items.map((each) => (
                  <li key={each.id} className="row-between">
                    <span>
                      {t.absenceSpan(fmt.date(each.from), fmt.date(each.until))}
                      <span className="muted"> · {t.absenceKinds[each.kind]}</span>
                    </span>
                    <Button kind="quiet" small onClick={() => drop.mutate(each)}>
                      {t.absenceRemove}
                      <span className="visually-hidden"> {fmt.date(each.from)}</span>
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </Load>
      </div>
      <FormDialog
        open={adding}
        title={t.absenceAdd}
        yes={t.save}
        no={t.goBack}
        onClose={() => setAdding(false)}
        onSubmit={async (values) => {
          await add.mutateAsync({
            from: String(values.get("from")),
            until: String(values.get("until")),
            kind: String(values.get("kind")) as Absence["kind"],
          });
        }}
      >
        <Field label={t.absenceFrom} name="from" type="date" />
        <Field label={t.absenceUntil} name="until" type="date" />
        <Select label={t.absenceKind} name="kind" defaultValue="leave">
          {(["leave", "mission", "training", "other"] as const).map((kind) => (
            <option key={kind} value={kind}>
              {t.absenceKinds[kind]}
            </option>
          ))}
        </Select>
      </FormDialog>
    </Card>
  );
}
