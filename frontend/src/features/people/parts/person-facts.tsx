import type { ReactNode } from "react";
import { Link } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Card, Disclosure } from "@/ui";
import type { Person } from "../api";
import { text } from "../i18n";

type Fact = [term: string, words: ReactNode];

/** How to reach the person, and on demand what the staff list says. */
export function PersonFacts({ person }: { person: Person }) {
  const t = useT(text);
  const day = (iso: string | undefined) => (iso ? fmt.date(iso) : "");
  return (
    <Card title={t.facts}>
      <Facts
        facts={[
          [
            t.unit,
            <Link key="unit" href={to(paths.unit, { unit: person.unit.id })}>
              {person.unit.name}
            </Link>,
          ],
          [
            t.phone,
            person.phone && (
              <a key="phone" href={`tel:${person.phone}`}>
                {person.phone}
              </a>
            ),
          ],
          [
            t.email,
            person.email && (
              <a key="email" href={`mailto:${person.email}`}>
                {person.email}
              </a>
            ),
          ],
        ]}
      />
      <Disclosure summary={t.more}>
        <Facts
          facts={[
            [t.gender, person.gender && t.genders[person.gender]],
            [t.born, day(person.born_on)],
            [t.joined, day(person.joined_on)],
            [t.left, day(person.left_on)],
            [t.rank, person.rank_code],
            [t.education, person.education],
            [t.major, person.major],
            [t.politics, person.political_theory],
            [t.management, person.state_management],
            [t.computing, person.it_level],
            [t.language, person.foreign_language],
            [t.note, person.note],
          ]}
        />
      </Disclosure>
    </Card>
  );
}

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="facts person-facts">
      {facts.flatMap(([term, words]) =>
        words ? [<dt key={term}>{term}</dt>, <dd key={`${term}-words`}>{words}</dd>] : [],
      )}
    </dl>
  );
}
