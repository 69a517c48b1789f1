import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, useQueryState } from "@/lib/paths";
import { Button, EmptyState, LinkButton, Load, PageHeader } from "@/ui";
import { plansOf } from "../api";
import { text } from "../i18n";
import { Editor } from "../parts/editor";
import { PastPlans, PlanView } from "../parts/plan-view";
import "../plans.css";

/** My own development plan. `?viec=lap` begins or changes it. */
export default function MyPlan() {
  const t = useT(text);
  const [task, setTask] = useQueryState("viec");
  const query = useQuery(plansOf(""));
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <Load query={query} lines={8}>
        {(home) => {
          const { plan } = home;
          if (task === "lap" && (!plan || plan.can.write))
            return <Editor who="" plan={plan} onDone={() => setTask("")} />;
          return (
            <>
              {plan ? (
                <PlanView who="" home={home} plan={plan} onEdit={() => setTask("lap")} />
              ) : (
                <EmptyState
                  title={t.none}
                  action={
                    <div className="row">
                      <Button onClick={() => setTask("lap")}>{t.make}</Button>
                      <LinkButton kind="quiet" href={paths.competencies}>
                        {t.toGaps}
                      </LinkButton>
                    </div>
                  }
                >
                  {t.noneText(home.gaps)}
                </EmptyState>
              )}
              <PastPlans who="" past={home.past} />
            </>
          );
        }}
      </Load>
    </div>
  );
}
