package mentoring_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/evidence"
	"camtay/app/fault"
	"camtay/app/mentoring"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
)

func (s scene) free(t *testing.T, who staff.Person, pairID uuid.UUID) mentoring.Span {
	t.Helper()
	found, err := s.svc.FreeTimes(as(t, who), pairID, 60)
	if err != nil || len(found) == 0 {
		t.Fatalf("free times %v, %v", found, err)
	}
	return found[0]
}

func TestOneTimeIsBookedOnceWhenManyBookTogether(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4, func(p *mentoring.Profile) { p.Capacity = 6 })
	first := s.active(t, mentor)
	learners := []staff.Person{s.learner}
	pairs := []uuid.UUID{first.ID}
	for range 4 {
		learner := stafftest.New(t, s.db, s.tree.CentreA)
		asked, err := s.svc.Ask(as(t, learner), mentor.ID, s.competency.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.svc.Accept(as(t, mentor, access.Mentor), asked.ID); err != nil {
			t.Fatal(err)
		}
		learners, pairs = append(learners, learner), append(pairs, asked.ID)
	}
	at := s.free(t, mentor, first.ID)
	errs := make([]error, len(pairs))
	var wait sync.WaitGroup
	for i := range pairs {
		wait.Go(func() {
			_, errs[i] = s.svc.Book(as(t, learners[i]), mentoring.Booking{PairID: pairs[i], Span: at, Mode: mentoring.Desk})
		})
	}
	wait.Wait()

	done := 0
	for _, err := range errs {
		var f *fault.Fault
		switch {
		case err == nil:
			done++
		case !errors.As(err, &f) || f.Key != "mentoring.time_taken" && f.Key != "web.invalid":
			t.Errorf("refused with %v", err)
		}
	}
	if done != 1 {
		t.Errorf("%d bookings of one hour", done)
	}
}

func TestBookingIsMovedCancelledAndHeld(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	at := s.free(t, s.learner, p.ID)
	b, err := s.svc.Book(as(t, s.learner), mentoring.Booking{PairID: p.ID, Span: at, Mode: mentoring.Desk, Place: " Quầy 3 "})
	if err != nil {
		t.Fatal(err)
	}
	later := mentoring.Span{Start: at.Start.Add(30 * time.Minute), End: at.End.Add(30 * time.Minute)}

	_, unexplained := s.svc.MoveBooking(as(t, mentor), b.ID, later, " ")
	_, strange := s.svc.MoveBooking(as(t, s.mentor(t, s.tree.CentreA, 4)), b.ID, later, "Họp")
	moved, err := s.svc.MoveBooking(as(t, mentor), b.ID, later, "Họp giao ban")
	if err != nil {
		t.Fatal(err)
	}
	file, err := s.svc.CalendarFile(as(t, s.learner), b.ID, "vi")
	if err != nil {
		t.Fatal(err)
	}
	s.clock.Advance(later.End.Sub(s.clock.Now()))
	logged, err := s.svc.Log(as(t, mentor, access.Mentor), mentoring.Session{
		PairID: p.ID, HeldAt: later.Start, Minutes: 60, Mode: mentoring.Desk, Done: "Ký số", BookingID: &b.ID,
	})
	if err != nil {
		t.Fatal(err)
	}
	_, over := s.svc.CancelBooking(as(t, mentor), b.ID, "Bận")
	seen, err := s.svc.FindPair(as(t, s.learner), p.ID)
	if err != nil {
		t.Fatal(err)
	}

	refused(t, unexplained, fault.Invalid, "web.invalid")
	refused(t, strange, fault.NotFound, "mentoring.booking_not_found")
	refused(t, over, fault.Conflict, "mentoring.booking_over")
	if moved.Version != 1 || moved.Reason != "Họp giao ban" || moved.Place != "Quầy 3" || !strings.Contains(string(file), mentor.FullName) {
		t.Errorf("moved %+v, file %s", moved, file)
	}
	if len(seen.Bookings) != 1 || seen.Bookings[0].State != mentoring.Held || *logged.BookingID != b.ID {
		t.Errorf("bookings %+v", seen.Bookings)
	}
	if n := s.queued(t, "mentoring.booking_changed"); n != 2 {
		t.Errorf("told of %d changes, want 2", n)
	}
}

func TestPausingCallsOffWhatIsBooked(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	at := s.free(t, mentor, p.ID)
	if _, err := s.svc.Book(as(t, mentor), mentoring.Booking{PairID: p.ID, Span: at, Mode: mentoring.Remote}); err != nil {
		t.Fatal(err)
	}

	paused, err := s.svc.Pause(as(t, s.learner), p.ID, "Đi học")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.svc.Resume(as(t, s.learner), p.ID); err != nil {
		t.Fatal(err)
	}
	_, again := s.svc.Book(as(t, mentor), mentoring.Booking{PairID: p.ID, Span: at, Mode: mentoring.Remote})

	if b := paused.Bookings[0]; b.State != mentoring.Cancelled || b.Reason != "Đi học" {
		t.Errorf("booking %+v", b)
	}
	if again != nil {
		t.Errorf("the time is not free again: %v", again)
	}
}

func TestCalendarAddressIsPrivateAndRevocable(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	if _, err := s.svc.Book(as(t, mentor), mentoring.Booking{PairID: p.ID, Span: s.free(t, mentor, p.ID), Mode: mentoring.Remote}); err != nil {
		t.Fatal(err)
	}
	first, err := s.svc.MakeFeed(as(t, s.learner))
	if err != nil {
		t.Fatal(err)
	}
	file, err := s.svc.CalendarAt(t.Context(), first.Secret+".ics", "en")
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.svc.MakeFeed(as(t, s.learner))
	if err != nil {
		t.Fatal(err)
	}
	_, old := s.svc.CalendarAt(t.Context(), first.Secret, "en")
	if err := s.svc.DropFeed(as(t, s.learner)); err != nil {
		t.Fatal(err)
	}
	_, dropped := s.svc.CalendarAt(t.Context(), second.Secret, "en")

	refused(t, old, fault.NotFound, "mentoring.no_calendar")
	refused(t, dropped, fault.NotFound, "mentoring.no_calendar")
	if strings.Count(string(file), "BEGIN:VEVENT") != 1 {
		t.Errorf("calendar\n%s", file)
	}
}

func TestPairIsHandedOverWithItsTargets(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor, next := s.mentor(t, s.tree.CentreA, 4), s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	waiting := s.logged(t, mentor, p.ID, 2)

	list, err := s.svc.Successors(as(t, s.learner), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.svc.HandOver(as(t, mentor), p.ID, next.ID, "Chuyển công tác"); err != nil {
		t.Fatal(err)
	}
	twice := s.svc.HandOver(as(t, s.learner), p.ID, next.ID, "Muốn đổi")
	asked, err := s.svc.HandOversToMe(as(t, next))
	if err != nil || len(asked) != 1 {
		t.Fatalf("asked %v, %v", asked, err)
	}
	byStranger := s.svc.TakeOver(as(t, mentor, access.Mentor), asked[0].ID, true, "")
	if err := s.svc.TakeOver(as(t, next, access.Mentor), asked[0].ID, true, ""); err != nil {
		t.Fatal(err)
	}
	again := s.svc.TakeOver(as(t, next, access.Mentor), asked[0].ID, true, "")
	pairs, err := s.svc.Pairs(as(t, next), mentoring.PairFilter{Limit: 5})
	if err != nil || len(pairs) != 1 {
		t.Fatalf("pairs %v, %v", pairs, err)
	}
	seen, err := s.svc.FindPair(as(t, s.learner), pairs[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	old, err := s.svc.FindPair(as(t, s.learner), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, confirmed := s.svc.Confirm(as(t, s.learner), waiting.ID)

	refused(t, twice, fault.Conflict, "mentoring.handing_already")
	refused(t, byStranger, fault.NotFound, "mentoring.hand_over_not_found")
	refused(t, again, fault.Conflict, "mentoring.handed_already")
	if len(list.Items) != 1 || list.Items[0].MentorID != next.ID {
		t.Errorf("successors %+v", list.Items)
	}
	if seen.State != mentoring.Active || *seen.Follows != p.ID || len(seen.Targets) != 1 || seen.Targets[0].ToLevel != 3 ||
		len(seen.Earlier) != 1 || seen.Earlier[0].MentorName != mentor.FullName {
		t.Errorf("new pair %+v", seen)
	}
	if old.State != mentoring.Ended || old.Reason != "Chuyển công tác" || confirmed != nil {
		t.Errorf("old pair %+v, confirmed %v", old.Pair, confirmed)
	}
}

func TestTargetReachedIsMarkedAndTold(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	p := s.active(t, s.mentor(t, s.tree.CentreA, 4))
	fact := evidence.LevelChanged{StaffID: s.learner.ID, CompetencyID: s.competency.ID, From: 1, To: 3}
	for range 2 {
		s.inTx(t, func(tx bun.Tx) {
			if err := s.svc.OnLevelChanged(t.Context(), tx, fact, s.clock.Now()); err != nil {
				t.Fatal(err)
			}
		})
	}
	seen, err := s.svc.FindPair(as(t, s.learner), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if seen.Targets[0].ReachedAt == nil || s.queued(t, "mentoring.target_reached") != 1 {
		t.Errorf("targets %+v", seen.Targets)
	}
}

func TestWatchFlagsQuietPairsOnceAndAsksForFeedback(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	for range mentoring.MidwaySessions {
		s.logged(t, mentor, p.ID, 0)
	}
	s.clock.Advance(22 * 24 * time.Hour)
	first, err := s.svc.Watch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.svc.Watch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	leader := access.With(t.Context(), access.Principal{StaffID: uuid.New(), Grants: []access.Grant{{Role: access.UnitLeader, Path: s.tree.WardA.Path}}})
	elsewhere := access.With(t.Context(), access.Principal{StaffID: uuid.New(), Grants: []access.Grant{{Role: access.UnitLeader, Path: s.tree.WardB.Path}}})
	listed, err := s.svc.Watched(leader, mentoring.WatchFilter{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	none, err := s.svc.Watched(elsewhere, mentoring.WatchFilter{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	s.logged(t, mentor, p.ID, 0)
	if _, err := s.svc.Watch(t.Context()); err != nil {
		t.Fatal(err)
	}
	seen, err := s.svc.FindPair(as(t, s.learner), p.ID)
	if err != nil {
		t.Fatal(err)
	}

	if first != 3 || second != 0 || len(listed) != 2 || len(none) != 0 {
		t.Errorf("told %d, then %d; listed %d and %d", first, second, len(listed), len(none))
	}
	if len(seen.Flags) != 0 || seen.Asked != mentoring.Midway {
		t.Errorf("flags %v, asked %q", seen.Flags, seen.Asked)
	}
}

func TestFeedbackHidesMarksFromTheOtherOne(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	s.logged(t, mentor, p.ID, 0)
	give := mentoring.Feedback{PairID: p.ID, Moment: mentoring.Ending, Marks: []int16{1, 2, 3}, Remark: "Khó hẹn", Thanks: "Cảm ơn chị"}
	early := s.svc.GiveFeedback(as(t, s.learner), give)
	if _, err := s.svc.Close(as(t, s.learner), p.ID, "Đã làm được", true); err != nil {
		t.Fatal(err)
	}
	bad := give
	bad.Marks = []int16{1, 2, 5}
	wrong := s.svc.GiveFeedback(as(t, s.learner), bad)
	if err := s.svc.GiveFeedback(as(t, s.learner), give); err != nil {
		t.Fatal(err)
	}
	twice := s.svc.GiveFeedback(as(t, s.learner), give)
	seen, err := s.svc.FindPair(as(t, mentor, access.Mentor), p.ID)
	if err != nil {
		t.Fatal(err)
	}

	refused(t, early, fault.Conflict, "mentoring.feedback_not_due")
	refused(t, wrong, fault.Invalid, "web.invalid")
	refused(t, twice, fault.Conflict, "mentoring.feedback_given")
	if len(seen.Thanks) != 1 || seen.Thanks[0].Thanks != "Cảm ơn chị" || seen.Thanks[0].Marks != nil || seen.Thanks[0].Remark != "" {
		t.Errorf("the mentor sees %+v", seen.Thanks)
	}
	if seen.Asked != mentoring.Ending {
		t.Errorf("the mentor is asked for %q", seen.Asked)
	}
}

func TestLearnerCallsFromAProcedureAndTheMentorAnswers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mentor := s.mentor(t, s.tree.CentreA, 4)
	p := s.active(t, mentor)
	procedure := uuid.New()
	_, err := s.db.NewRaw(`insert into procedures (id, slug, code, name_vi, components, deadline, fee, steps, common_defects, legal_basis, updated_at)
		values (?, 'khai-sinh', '1.001', 'Đăng ký khai sinh', '[]', '{}', '{}', '[]', '[]', '[]', now())`, procedure).Exec(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	item := mentoring.Item{Kind: "procedure", ID: procedure}

	found, err := s.svc.SearchItems(t.Context(), "KHAI  sinh dang")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.svc.Share(as(t, mentor), p.ID, mentoring.Resource{Item: item, Note: "Đọc trước"}); err != nil {
		t.Fatal(err)
	}
	gone := s.svc.Share(as(t, mentor), p.ID, mentoring.Resource{Item: mentoring.Item{Kind: "course", ID: uuid.New()}})
	helpers, err := s.svc.Helpers(as(t, s.learner), "procedure", procedure)
	if err != nil {
		t.Fatal(err)
	}
	byMentor := s.svc.CallMentor(as(t, mentor), mentoring.Call{PairID: p.ID, Item: item})
	if err := s.svc.CallMentor(as(t, s.learner), mentoring.Call{PairID: p.ID, Item: item, Place: "Bước 2", Message: "Thiếu giấy gì?"}); err != nil {
		t.Fatal(err)
	}
	often := s.svc.CallMentor(as(t, s.learner), mentoring.Call{PairID: p.ID, Item: item})
	seen, err := s.svc.FindPair(as(t, mentor, access.Mentor), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	byLearner := s.svc.AnswerCall(as(t, s.learner), seen.Calls[0].ID, "Tôi tự biết")
	answered := s.svc.AnswerCall(as(t, mentor, access.Mentor), seen.Calls[0].ID, "Giấy chứng sinh")

	refused(t, gone, fault.NotFound, "mentoring.no_item")
	refused(t, byMentor, fault.Forbidden, "mentoring.not_yours")
	refused(t, often, fault.Conflict, "mentoring.called_often")
	refused(t, byLearner, fault.Forbidden, "mentoring.not_yours")
	if len(found) != 1 || len(helpers) != 1 || answered != nil || s.queued(t, "mentoring.called") != 2 {
		t.Errorf("found %v, helpers %v, answered %v", found, helpers, answered)
	}
	if len(seen.Resources) != 1 || seen.Resources[0].Item.TitleVI != "Đăng ký khai sinh" || seen.Calls[0].Place != "Bước 2" {
		t.Errorf("pair %+v", seen.Detail)
	}
	if !slices.ContainsFunc(seen.History, func(h mentoring.Step) bool { return h.State == mentoring.Active && h.ByName == mentor.FullName }) {
		t.Errorf("history %+v", seen.History)
	}
}
