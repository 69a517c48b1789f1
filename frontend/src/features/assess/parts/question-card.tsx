import type { RefObject } from "react";
import { useT } from "@/lib/i18n";
import { Choices } from "@/ui";
import type { Question } from "../api";
import { text } from "../i18n";

export interface QuestionCardProps {
  question: Question;
  all: number;
  value: string[];
  onChange: (value: string[]) => void;
  /** The question's words, which take the focus when the reader moves here. */
  stem: RefObject<HTMLHeadingElement | null>;
}

/** One question with its options. */
export function QuestionCard({ question, all, value, onChange, stem }: QuestionCardProps) {
  const t = useT(text);
  const shared = {
    name: question.id,
    numbered: true,
    legend: (
      <>
        <span className="question-number">
          {t.number(question.number, all)}
          {question.kind === "multiple" && ` · ${t.several}`}
        </span>
        <h2 className="question-stem" lang="vi" tabIndex={-1} ref={stem}>
          {question.stem_vi}
        </h2>
      </>
    ),
    options: question.options.map(({ code, text_vi }) => ({
      value: code,
      label: <span lang="vi">{text_vi}</span>,
    })),
  };
  return question.kind === "multiple" ? (
    <Choices {...shared} multiple value={value} onChange={onChange} />
  ) : (
    <Choices {...shared} value={value[0] ?? ""} onChange={(code) => onChange([code])} />
  );
}
