// Package classes runs face-to-face training: a department opens a class, wards
// nominate their people, the department approves, attendance is marked, and
// closing the class turns attendance into evidence. It decides no level and sends
// no message. It owns classes, class_quotas, class_sessions, nominations,
// attendance, v_class_attendance and v_class_seats. It emits ClassOpened, Decided and
// Cancelled. Learners ask it for their seats.
package classes
