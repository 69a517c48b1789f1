// Package programmes matches the gaps of many people with mentors at once: a
// department chooses communes, competencies, a horizon and what matters most, a
// run in the background finds the matching that is worth most together with its
// proof, an officer looks at it, adjusts it at a known cost and publishes it as
// suggested pairs. It owns programmes with programme_units,
// programme_competencies, programme_wishes (what people fixed or refused) and
// programme_pairs. It emits no facts; publishing goes through mentoring.Invite,
// whose pairs people then accept or decline. The mathematics is in app/matching,
// the reasons for the rules in ADR 0017.
package programmes
