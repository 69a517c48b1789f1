// Package assess is where a person takes a test: the card, the attempt, each
// answer saved as it is given, handing in, and the result. What an attempt shows
// becomes evidence here, in the transaction that finishes it. It owns
// attempt_levels; assessments owns the tests and attempts. It emits no facts of
// its own. CloseOverdue is called by the program's clock.
package assess
