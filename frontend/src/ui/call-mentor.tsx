import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Schema } from "@/api/client";
import { api, unwrap } from "@/api/client";
import { hasRole } from "@/api/me";
import { useSession } from "@/api/session";
import { inLocale, useT } from "@/lib/i18n";
import { Button } from "./button";
import { text } from "./call-mentor-i18n";
import { Select, TextArea } from "./field";
import { FormDialog } from "./form-dialog";
import { toast } from "./toast";

export interface CallMentorProps {
  kind: Schema<"CallInput">["kind"];
  /** Of the lesson, procedure or other thing of `kind`. */
  item: string;
  /** Where in the thing, in the reader's language: "Bước 2". */
  place?: string;
}

/** A learner's call for help from any lesson or step; nothing for whoever has no mentor who fits. */
export function CallMentor({ kind, item, place = "" }: CallMentorProps) {
  const t = useT(text);
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const { data: helpers } = useQuery({
    queryKey: ["mentoring", "helpers", kind, item],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/mentoring/helpers", { params: { query: { kind, item } }, signal }))).items,
    enabled: session.status === "in" && Boolean(session.me.staff_id) && hasRole(session.me, "learner"),
    // A button that is not there harms nobody: no word of a failure.
    retry: false,
  });
  const first = helpers?.[0];
  if (!helpers || !first) return null;
  const send = async (values: FormData) => {
    const chosen = helpers.find(({ pair_id }) => pair_id === values.get("pair")) ?? first;
    const message = String(values.get("message")).trim().normalize("NFC");
    await unwrap(
      api.POST("/mentoring/pairs/{id}/calls", {
        params: { path: { id: chosen.pair_id } },
        body: { kind, item_id: item, place, message },
      }),
    );
    setAsking(false);
    toast(t.sent(chosen.mentor_name));
  };
  return (
    <>
      <Button kind="secondary" small onClick={() => setAsking(true)}>
        {t.call}
      </Button>
      <FormDialog
        open={asking}
        title={t.title}
        yes={t.send}
        no={t.back}
        onClose={() => setAsking(false)}
        onSubmit={send}
      >
        {helpers.length > 1 && (
          <Select label={t.whom} name="pair">
            {helpers.map(({ pair_id, mentor_name, name_vi, name_en }) => (
              <option key={pair_id} value={pair_id}>
                {t.option(mentor_name, inLocale(name_vi, name_en))}
              </option>
            ))}
          </Select>
        )}
        <p className="muted">{t.text(first.mentor_name)}</p>
        <TextArea label={t.message} hint={t.hint} name="message" rows={3} maxLength={500} />
      </FormDialog>
    </>
  );
}
