import { useT } from "@/lib/i18n";
import { Choices, Disclosure, Field, Segments, Select } from "@/ui";
import type { Node, QuestionGroup } from "../api";
import { text } from "../i18n";
import { useNames } from "../words";
import { Percent } from "./leaf-fields";

const levels = [1, 2, 3, 4, 5];

/** Which questions of the test count together, and how well they must be answered. */
export function QuestionFields({
  group,
  path,
  onChange,
}: {
  group: QuestionGroup;
  path: string;
  onChange: (next: Node) => void;
}) {
  const t = useT(text);
  const byList = group.question_ids !== undefined;
  const { share, count } = group;
  const change = (part: Partial<QuestionGroup>) => onChange({ questions: { ...group, ...part } });
  const turn = (list: boolean) =>
    onChange({
      questions: list ? { share, count, question_ids: [] } : { share, count, from_level: 1, to_level: 5 },
    });
  return (
    <>
      <Segments
        label={t.which}
        value={byList ? "list" : "tag"}
        onChange={(value) => turn(value === "list")}
        options={[
          { value: "tag", label: t.byTag },
          { value: "list", label: t.byList },
        ]}
      />
      {byList ? (
        <List group={group} path={path} onPick={(question_ids) => change({ question_ids })} />
      ) : (
        <Tags group={group} path={path} onChange={change} />
      )}
      <div className="criteria-fields">
        <Percent
          label={t.share}
          name={`${path}.share`}
          value={share}
          onChange={(next) => change({ share: next })}
        />
        <Field
          label={t.count}
          name={`${path}.count`}
          type="number"
          inputMode="numeric"
          min={1}
          max={200}
          value={count}
          onChange={(event) => change({ count: Math.trunc(Number(event.currentTarget.value)) || 0 })}
        />
      </div>
    </>
  );
}

function Tags({
  group,
  path,
  onChange,
}: {
  group: QuestionGroup;
  path: string;
  onChange: (part: Partial<QuestionGroup>) => void;
}) {
  const t = useT(text);
  const { asks, competencies } = useNames();
  const asked = [...new Set(asks.flatMap(({ tags }) => tags.map((tag) => tag.competency_id)))];
  return (
    <>
      <Select
        label={t.competency}
        name={`${path}.competency`}
        value={group.competency_id ?? ""}
        onChange={(event) => onChange({ competency_id: event.currentTarget.value })}
      >
        <option value="">{t.chooseCompetency}</option>
        {asked.map((id) => (
          <option key={id} value={id}>
            {competencies.get(id)}
          </option>
        ))}
      </Select>
      <div className="criteria-fields">
        {(["from_level", "to_level"] as const).map((field) => (
          <Select
            key={field}
            label={field === "from_level" ? t.fromLevel : t.toLevel}
            name={`${path}.${field}`}
            value={group[field]}
            onChange={(event) => onChange({ [field]: Number(event.currentTarget.value) })}
          >
            {levels.map((level) => (
              <option key={level} value={level}>
                {level}
              </option>
            ))}
          </Select>
        ))}
      </div>
    </>
  );
}

function List({
  group,
  path,
  onPick,
}: {
  group: QuestionGroup;
  path: string;
  onPick: (ids: string[]) => void;
}) {
  const t = useT(text);
  const { asks } = useNames();
  return (
    <Disclosure summary={t.chosen(group.question_ids?.length ?? 0)} open>
      <Choices
        legend={t.list}
        name={`${path}.question_ids`}
        multiple
        numbered
        value={group.question_ids ?? []}
        onChange={onPick}
        options={asks.map(({ id, stem_vi, code }) => ({ value: id, label: stem_vi, hint: code }))}
      />
    </Disclosure>
  );
}
