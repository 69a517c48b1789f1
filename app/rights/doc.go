// Package rights is what people may know of what is held about them: who looked at
// their competency record, everything held as files to take along, and in plain
// words what is kept, why and for how long. What is held is said by the rooms that
// hold it; this room asks them all and adds nothing of its own. It owns
// rights_notice and emits no facts. A correction is asked for by a dispute in
// evidence, never here.
package rights
