import { useQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import type { Column } from "@/ui";
import { Badge, Card, Table } from "@/ui";
import type { Procedure } from "../api";
import { dossierStatuses, positions } from "../api";
import { text } from "../i18n";
import type { Component, Standing } from "../rules";
import { actorsOf, standingOf } from "../rules";
import { deadlineWords, feeWords } from "../words";

/** A procedure to read. */
export function ProcedureView({ procedure }: { procedure: Procedure }) {
  const t = useT(text);
  const { common_defects: defects, legal_basis: legal } = procedure;
  return (
    <>
      <Facts procedure={procedure} />
      <Card title={t.components}>
        <Components components={procedure.components} />
      </Card>
      <Card title={t.steps}>
        <Steps steps={procedure.steps} />
      </Card>
      {defects.length > 0 && <Lines title={t.defects} lines={defects} />}
      {legal.length > 0 && <Lines title={t.legal} lines={legal} />}
      {procedure.notes && (
        <Card title={t.notes}>
          <p className="prose">{procedure.notes}</p>
        </Card>
      )}
      <Checking procedure={procedure} />
    </>
  );
}

function Facts({ procedure }: { procedure: Procedure }) {
  const t = useT(text);
  const { deadline, fee } = procedure;
  return (
    <Card title={t.general}>
      <dl className="facts">
        <dt>{t.code}</dt>
        <dd>{procedure.code}</dd>
        <dt>{t.field}</dt>
        <dd>{procedure.field_vi}</dd>
        <dt>{t.office}</dt>
        <dd>{t.offices[procedure.owner_office] ?? procedure.owner_office}</dd>
        <dt>{t.deadline}</dt>
        <dd>
          {deadlineWords(deadline, t)}
          <span className="procedure-source">{deadline.text_vi}</span>
          {deadline.parts && deadline.parts.length > 0 && (
            <span className="procedure-source">
              {t.parts}:{" "}
              {deadline.parts.map(({ name_vi, value }) => t.part(name_vi, fmt.number(value))).join("; ")}
            </span>
          )}
          {deadline.excluded && deadline.excluded.length > 0 && (
            <span className="procedure-source">
              {t.excluded}: {deadline.excluded.join("; ")}
            </span>
          )}
        </dd>
        <dt>{t.fee}</dt>
        <dd>
          {feeWords(fee, t)}
          {fee.text_vi && <span className="procedure-source">{fee.text_vi}</span>}
        </dd>
        {procedure.result_vi && (
          <>
            <dt>{t.result}</dt>
            <dd>{procedure.result_vi}</dd>
          </>
        )}
      </dl>
    </Card>
  );
}

function Components({ components }: { components: Component[] }) {
  const t = useT(text);
  const columns: Column<Component>[] = [
    {
      key: "name",
      head: t.colComponent,
      cell: (each) => (
        <>
          {each.name_vi}
          {each.replaceable_by_data && (
            <span className="procedure-source">{t.replacedBy(each.replaceable_by_data)}</span>
          )}
        </>
      ),
    },
    { key: "original", head: t.colOriginal, end: true, cell: (each) => fmt.number(each.original) },
    { key: "copy", head: t.colCopy, end: true, cell: (each) => fmt.number(each.copy) },
    { key: "mode", head: t.colMode, cell: (each) => t.modes[each.mode] },
    {
      key: "required",
      head: t.colRequired,
      cell: (each) => (each.required ? t.yes : t.whenNeeded),
    },
  ];
  return (
    <Table caption={t.components} columns={columns} rows={components} rowKey={({ name_vi }) => name_vi} />
  );
}

function Steps({ steps }: { steps: Procedure["steps"] }) {
  const t = useT(text);
  // Names are a help: without them the codes stand.
  const known = useQuery(positions);
  const statuses = useQuery(dossierStatuses);
  const positionName = (code: string) => {
    const found = known.data?.items.find((each) => each.code === code);
    return found ? inLocale(found.name_vi, found.name_en) : (t.actors[code] ?? code);
  };
  const statusName = (identifier: string) => {
    const found = statuses.data?.items.find((each) => each.identifier === identifier);
    return found ? inLocale(found.name_vi, found.name_en) : identifier;
  };
  return (
    <ol className="procedure-steps">
      {steps.map((step) => (
        <li key={step.step}>
          {step.name_vi}
          <span className="procedure-source">
            {[
              actorsOf(step.actor).map(positionName).join(t.or),
              step.status_after && t.stepAfter(statusName(step.status_after)),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Lines({ title, lines }: { title: string; lines: string[] }) {
  return (
    <Card title={title}>
      <ul className="procedure-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Card>
  );
}

const tones = { verified: "ok", partly: "warn", unverified: "warn" } as const satisfies Record<
  Standing["level"],
  string
>;

function Checking({ procedure }: { procedure: Procedure }) {
  const t = useT(text);
  const about = [
    [t.aboutCode, standingOf(procedure.code_status)],
    [t.aboutFacts, standingOf(procedure.fact_status)],
  ] as const;
  return (
    <Card title={t.checking}>
      <p>{procedure.verified_on ? t.checkedOn(fmt.date(procedure.verified_on)) : t.notChecked}</p>
      <dl className="facts">
        {about.flatMap(([name, { level, source }]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name} level`}>
            <Badge tone={tones[level]}>{t.levels[level]}</Badge>
            {source && <span className="procedure-source">{source}</span>}
          </dd>,
        ])}
      </dl>
    </Card>
  );
}
