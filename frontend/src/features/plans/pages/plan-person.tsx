import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { paths, usePageParams, useQueryState } from "@/lib/paths";
import { Button, EmptyState, Load, PageHeader } from "@/ui";
import { plansOf } from "../api";
import { text } from "../i18n";
import { Editor } from "../parts/editor";
import { PastPlans, PlanView } from "../parts/plan-view";
import "../plans.css";

/** The development plan of somebody whom the reader leads or may read. */
export default function PlanPerson() {
  const t = useT(text);
  const { id } = usePageParams(paths.planPerson);
  const [task, setTask] = useQueryState("viec");
  const query = useQuery(plansOf(id));
  const back = { href: paths.plansPeople, label: t.back };
  return (
    <div className="page">
      {!query.data && <PageHeader title={t.titlePeople} back={back} />}
      <Load query={query} lines={8}>
        {(home) => {
          const { plan, person } = home;
          const leads = home.side === "superior";
          const about = [person.code, person.unit, ...person.posts].join(" · ");
          return (
            <>
              <PageHeader title={person.full_name} subtitle={about} back={back} />
              {task === "lap" && leads && (!plan || plan.can.write) ? (
                <Editor who={id} plan={plan} onDone={() => setTask("")} />
              ) : (
                <>
                  {plan ? (
                    <PlanView who={id} home={home} plan={plan} onEdit={() => setTask("lap")} />
                  ) : (
                    <EmptyState
                      title={t.nonePerson(person.full_name)}
                      action={leads ? <Button onClick={() => setTask("lap")}>{t.make}</Button> : undefined}
                    >
                      {t.nonePersonText(home.gaps)}
                    </EmptyState>
                  )}
                  <PastPlans who={id} past={home.past} />
                </>
              )}
            </>
          );
        }}
      </Load>
    </div>
  );
}
