// Package matching decides which learners learn from which mentors so that the
// whole is worth most, and proves it. It is arithmetic over numbered learners and
// mentors: a transportation problem in which each further learner of a mentor
// costs more, solved exactly in whole numbers by an auction that ends in shortest
// augmenting paths. The prices it finds are the proof (Certify checks them apart
// from the solver) and the reasons (Explain). A Solver stays optimal while
// learners, mentors and pairs change, at the price of one or two searches a
// change. It owns no table and knows nothing of people; see ADR 0017.
package matching
