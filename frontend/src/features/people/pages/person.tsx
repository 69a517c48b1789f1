import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { hasRole } from "@/api/me";
import { Problem } from "@/api/problem";
import { useMe } from "@/api/session";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, usePageParams } from "@/lib/paths";
import { ErrorPanel, Load, Notice, PageHeader, Skeleton } from "@/ui";
import type { Person } from "../api";
import { gaps, person as personQuery } from "../api";
import { text } from "../i18n";
import { PersonFacts } from "../parts/person-facts";
import { PersonPosts } from "../parts/person-posts";
import { Requirements } from "../parts/requirements";
import "../people.css";
import { dayInVietnam, postsOn } from "../rules";

/** One person: posts, and what they require beside what the person has shown. */
export default function PersonPage() {
  const { id } = usePageParams(paths.person);
  return (
    <Load query={useQuery(personQuery(id))} lines={10}>
      {(person) => <View key={person.id} person={person} />}
    </Load>
  );
}

function View({ person }: { person: Person }) {
  const t = useT(text);
  // Administrators keep the list of people; competencies are not theirs to read.
  const reads = hasRole(useMe(), "unit_leader", "department_officer");
  const query = useQuery({ ...gaps(person.id), enabled: reads });
  const closed = query.error instanceof Problem && [403, 404].includes(query.error.status);
  const [today] = useState(() => dayInVietnam(new Date()));
  return (
    <div className="page">
      <PageHeader
        title={person.full_name}
        subtitle={`${person.code} · ${person.unit.name}`}
        back={{ href: paths.people, label: t.title }}
      />
      {person.left_on && person.left_on <= today && (
        <Notice tone="warn">{t.leftNotice(fmt.date(person.left_on))}</Notice>
      )}
      <div className="columns">
        <PersonPosts posts={postsOn(person.posts, today)} />
        <PersonFacts person={person} />
      </div>
      {query.data && <Requirements person={person.id} gaps={query.data} />}
      {query.isLoading && <Skeleton lines={8} />}
      {!query.data && query.error && !closed && (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      )}
    </div>
  );
}
