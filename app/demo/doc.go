// Package demo makes a fictional province to try the program on: the offices of
// every commune, about eight thousand people with posts, two years of evidence,
// mentors with past pairs, training classes, and accounts. Names, telephone
// numbers and addresses are drawn from lists; nobody real is meant. The same seed
// on the same day makes the same people with the same ids.
//
// It owns no table. It writes through the rooms that do (the ledger, accounts,
// mentor profiles) and, where a room has no way to write thousands of rows, by
// that room's row types. It emits no facts: nobody is to be told of history that
// was made up. Seed refuses a database in which people already work.
package demo
