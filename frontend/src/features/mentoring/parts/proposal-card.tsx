import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale, useT } from "@/lib/i18n";
import { Button, Card, FormDialog, TextArea, toast } from "@/ui";
import type { Profile } from "../api";
import { answerProposal, profile } from "../api";
import { text } from "../profile-i18n";
import { useDeed } from "./deed";

/** The proposal that waits for somebody who is no mentor yet. */
export function Proposed() {
  const { data } = useQuery(profile(useLocale()));
  return <ProposalCard proposal={data?.proposal} />;
}

/** Somebody would have the reader as a mentor. */
export function ProposalCard({ proposal }: { proposal: Profile["proposal"] }) {
  const t = useT(text);
  const [refusing, setRefusing] = useState(false);
  const accept = useDeed(
    (id: string) => answerProposal(id, true, ""),
    () => toast(t.agreed),
  );
  const refuse = useDeed(
    ({ id, words }: { id: string; words: string }) => answerProposal(id, false, words),
    () => {
      setRefusing(false);
      toast(t.refused);
    },
  );
  if (!proposal) return null;
  return (
    <Card title={t.proposal}>
      <div className="stack">
        <p>{t.proposalBy(proposal.by)}</p>
        {proposal.words && <p className="person-quote">{proposal.words}</p>}
        <p className="muted">{t.proposalText}</p>
        <div className="row">
          <Button busy={accept.isPending} onClick={() => accept.mutate(proposal.id)}>
            {t.agree}
          </Button>
          <Button kind="secondary" onClick={() => setRefusing(true)}>
            {t.refuse}
          </Button>
        </div>
      </div>
      <FormDialog
        open={refusing}
        title={t.refuseTitle}
        yes={t.refuse}
        no={t.goBack}
        onClose={() => setRefusing(false)}
        onSubmit={async (values) => {
          const words = String(values.get("words")).trim().normalize("NFC");
          await refuse.mutateAsync({ id: proposal.id, words });
        }}
      >
        <TextArea label={t.refuseLabel} hint={t.refuseHint} name="words" maxLength={1000} optional />
      </FormDialog>
    </Card>
  );
}
