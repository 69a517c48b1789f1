package communities_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/clock"
	"camtay/app/communities"
	"camtay/app/competency"
	"camtay/app/competency/competencytest"
	"camtay/app/event"
	"camtay/app/evidence/evidencetest"
	"camtay/app/fault"
	"camtay/app/org"
	"camtay/app/org/orgtest"
	"camtay/app/staff"
	"camtay/app/staff/stafftest"
	"camtay/migrations/testdb"
)

// scene is two neighbouring wards and one far away, with somebody in each.
type scene struct {
	db       *bun.DB
	clock    *clock.Fake
	svc      *communities.Service
	tree     orgtest.Tree
	far      org.Unit
	skill    competency.Competency
	position staff.Position
	asker    staff.Person
	near     staff.Person
	stranger staff.Person
}

func newScene(t *testing.T) scene {
	t.Helper()
	s := scene{db: testdb.New(t), clock: clock.NewFake(stafftest.Now().Add(time.Hour))}
	s.svc = communities.New(s.db, s.clock, event.NewOutbox())
	s.tree = orgtest.NewTree(t, s.db)
	s.far = orgtest.New(t, s.db, "C"+uuid.NewString()[:6], org.KindWard, s.tree.Province)
	s.skill = competencytest.Competency(t, s.db)
	s.position = stafftest.Position(t, s.db)
	s.asker = stafftest.New(t, s.db, s.tree.CentreA)
	s.near = stafftest.New(t, s.db, s.tree.CentreB)
	s.stranger = stafftest.New(t, s.db, s.far)
	return s
}

func as(t *testing.T, p staff.Person, grants ...access.Grant) context.Context {
	t.Helper()
	grants = append(grants, access.Grant{Role: access.Learner, Path: "nowhere"})
	return access.With(t.Context(), access.Principal{AccountID: uuid.New(), StaffID: p.ID, Grants: grants})
}

func over(role access.Role, unit org.Unit) access.Grant {
	return access.Grant{Role: role, Path: unit.Path}
}

func (s scene) ask(t *testing.T, who staff.Person, title string) communities.Detail {
	t.Helper()
	d, err := s.svc.Post(as(t, who), communities.Post{
		Form: communities.Question, FieldKind: "position", Field: s.position.Code, CompetencyID: s.skill.ID, Title: title, Body: "Xử lý thế nào?",
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (s scene) level(t *testing.T, p staff.Person, level int16) {
	t.Helper()
	err := s.db.RunInTx(t.Context(), nil, func(_ context.Context, tx bun.Tx) error {
		evidencetest.Level(t, tx, p, s.skill, level)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s scene) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := s.db.NewRaw(query, args...).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func key(err error) string {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return ""
	}
	if len(f.Fields) > 0 {
		return f.Fields[0].Key
	}
	return f.Key
}

func (s scene) titles(t *testing.T, ctx context.Context, f communities.Filter) []string {
	t.Helper()
	f.Limit = 50
	found, err := s.svc.List(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	titles := make([]string, 0, len(found))
	for _, v := range found {
		titles = append(titles, v.Title)
	}
	return titles
}

func TestCommunityIsTheOwnCommuneAndItsNeighbours(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	d := s.ask(t, s.asker, "Hộ khẩu cũ còn dùng không")
	if got := s.titles(t, as(t, s.near), communities.Filter{}); len(got) != 1 {
		t.Errorf("a neighbour sees %v", got)
	}
	if got := s.titles(t, as(t, s.stranger), communities.Filter{}); len(got) != 0 {
		t.Errorf("a stranger sees %v", got)
	}
	if _, err := s.svc.Find(as(t, s.stranger), d.ID); key(err) != "communities.not_found" {
		t.Errorf("a stranger finds it: %v", err)
	}
	if _, err := s.svc.Answer(as(t, s.stranger), d.ID, "Được."); key(err) != "communities.not_found" {
		t.Errorf("a stranger answers: %v", err)
	}
	officer := as(t, s.stranger, over(access.DepartmentOfficer, s.tree.Province))
	if err := s.svc.Widen(as(t, s.near, over(access.DepartmentOfficer, s.tree.WardB)), "position", s.position.Code, true); key(err) != "communities.no_guard" {
		t.Errorf("widened from a ward: %v", err)
	}
	if err := s.svc.Widen(officer, "position", s.position.Code, true); err != nil {
		t.Fatal(err)
	}
	if got := s.titles(t, as(t, s.stranger), communities.Filter{}); len(got) != 1 {
		t.Errorf("widened, a stranger sees %v", got)
	}
	if err := s.svc.Widen(officer, "position", s.position.Code, false); err != nil {
		t.Fatal(err)
	}
	if got := s.titles(t, as(t, s.stranger), communities.Filter{}); len(got) != 0 {
		t.Errorf("narrowed again, a stranger sees %v", got)
	}
}

func TestAcceptedAnswersOfAbleMentorsCountAndNeverMakeALevel(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.level(t, s.near, 3)
	s.exec(t, "insert into mentors (staff_id, updated_at) values (?, now())", s.near.ID)
	d := s.ask(t, s.asker, "Thiếu giấy tờ")
	for _, who := range []staff.Person{s.near, s.asker} {
		var err error
		if d, err = s.svc.Answer(as(t, who), d.ID, "Hướng dẫn bổ sung."); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.svc.Accept(as(t, s.near), d.Replies[0].ID); key(err) != "communities.not_yours" {
		t.Errorf("accepted by another: %v", err)
	}
	if _, err := s.svc.Accept(as(t, s.asker), d.Replies[1].ID); key(err) != "communities.own_answer" {
		t.Errorf("own answer accepted: %v", err)
	}
	if _, err := s.svc.Accept(as(t, s.asker), d.Replies[0].ID); err != nil {
		t.Fatal(err)
	}
	if n, err := communities.Counted(t.Context(), s.db, s.near.ID); n != 1 || err != nil {
		t.Errorf("counted %d, %v", n, err)
	}
	var entries int
	if err := s.db.NewRaw("select count(*) from evidence_entries where staff_id = ?", s.near.ID).Scan(t.Context(), &entries); err != nil || entries != 1 {
		t.Errorf("%d entries of evidence, %v", entries, err)
	}
	if _, err := s.svc.WithdrawAnswer(as(t, s.near), d.Replies[0].ID); err != nil {
		t.Fatal(err)
	}
	if n, _ := communities.Counted(t.Context(), s.db, s.near.ID); n != 0 {
		t.Errorf("withdrawn, still counted %d", n)
	}
}

func TestAnswersOfOthersDoNotCount(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.level(t, s.near, 3) // able, but no mentor
	d := s.ask(t, s.asker, "Thiếu giấy tờ")
	d, err := s.svc.Answer(as(t, s.near), d.ID, "Hướng dẫn bổ sung.")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.svc.Accept(as(t, s.asker), d.Replies[0].ID); err != nil {
		t.Fatal(err)
	}
	if n, _ := communities.Counted(t.Context(), s.db, s.near.ID); n != 0 {
		t.Errorf("counted %d", n)
	}
}

func TestLongUnansweredQuestionsComeFirstBeforeTheAble(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.ask(t, s.asker, "Cũ")
	s.clock.Advance(10 * 24 * time.Hour)
	s.ask(t, s.asker, "Mới")
	if got := s.titles(t, as(t, s.near), communities.Filter{}); got[0] != "Mới" {
		t.Errorf("before somebody not able: %v", got)
	}
	s.level(t, s.near, 3)
	if got := s.titles(t, as(t, s.near), communities.Filter{}); got[0] != "Cũ" {
		t.Errorf("before somebody able: %v", got)
	}
	first, err := s.svc.List(as(t, s.near), communities.Filter{Limit: 1})
	if err != nil || len(first) != 2 {
		t.Fatalf("%d, %v", len(first), err)
	}
	rest, err := s.svc.List(as(t, s.near), communities.Filter{
		Limit: 1, After: []string{"true", first[0].CreatedAt.UTC().Format(time.RFC3339Nano), first[0].ID.String()},
	})
	if err != nil || len(rest) != 1 || rest[0].Title != "Mới" {
		t.Errorf("the next page: %+v, %v", rest, err)
	}
}

func TestSearchIgnoresMarksAndCase(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.ask(t, s.asker, "Đăng ký Khai sinh quá hạn")
	for q, want := range map[string]int{"dang ky khai sinh": 1, "QUÁ HẠN": 1, "kết hôn": 0} {
		if got := s.titles(t, as(t, s.near), communities.Filter{Q: q}); len(got) != want {
			t.Errorf("%q finds %v", q, got)
		}
	}
}

func TestEditedTextsAreKept(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	d := s.ask(t, s.asker, "Trước")
	if _, err := s.svc.EditPost(as(t, s.near), d.ID, communities.Post{Title: "Sau", Body: "Khác"}); key(err) != "communities.not_yours" {
		t.Errorf("edited by another: %v", err)
	}
	d, err := s.svc.EditPost(as(t, s.asker), d.ID, communities.Post{Title: "Sau", Body: "Khác"})
	if err != nil || d.Title != "Sau" || len(d.Edits) != 1 || d.Edits[0].Was != "Trước\n\nXử lý thế nào?" {
		t.Fatalf("%+v, %v", d, err)
	}
	if _, err := s.svc.Answer(as(t, s.near), d.ID, "Gọi 0912345678."); key(err) != "communities.has_phone" {
		t.Errorf("a telephone number: %v", err)
	}
	if _, err := s.svc.WithdrawPost(as(t, s.asker), d.ID); err != nil {
		t.Fatal(err)
	}
	if got := s.titles(t, as(t, s.near), communities.Filter{}); len(got) != 0 {
		t.Errorf("withdrawn, a neighbour sees %v", got)
	}
	if _, err := s.svc.EditPost(as(t, s.asker), d.ID, communities.Post{Title: "Lại", Body: "Khác"}); key(err) != "communities.gone" {
		t.Errorf("edited after: %v", err)
	}
}

func TestReportedPostsAreJudgedByThoseSetOverThem(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	d := s.ask(t, s.asker, "Sai quy định")
	for range 2 { // saying it again changes nothing
		if _, err := s.svc.ReportPost(as(t, s.near), d.ID, uuid.Nil, "Nội dung sai."); err != nil {
			t.Fatal(err)
		}
	}
	leader := as(t, stafftest.New(t, s.db, s.tree.WardA), over(access.UnitLeader, s.tree.WardA))
	other := as(t, s.near, over(access.UnitLeader, s.tree.WardB))
	if got := s.titles(t, leader, communities.Filter{Show: communities.ShowReported}); len(got) != 1 {
		t.Errorf("the leader sees %v reported", got)
	}
	if got := s.titles(t, other, communities.Filter{Show: communities.ShowReported}); len(got) != 0 {
		t.Errorf("another leader sees %v reported", got)
	}
	if _, err := s.svc.Judge(other, d.ID, uuid.Nil, communities.Hide, "Sai."); key(err) != "communities.no_guard" {
		t.Errorf("hidden by another leader: %v", err)
	}
	got, err := s.svc.Judge(leader, d.ID, uuid.Nil, communities.Hide, "Trái quy định hiện hành.")
	if err != nil || got.HiddenAt == nil || len(got.Reports) != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := s.svc.Find(as(t, s.near), d.ID); key(err) != "communities.not_found" {
		t.Errorf("hidden, a neighbour finds it: %v", err)
	}
	if seen, err := s.svc.Find(as(t, s.asker), d.ID); err != nil || seen.HiddenReason == "" {
		t.Errorf("hidden, its author reads why: %+v, %v", seen.HiddenReason, err)
	}
	if _, err := s.svc.Judge(leader, d.ID, uuid.Nil, communities.Show, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.svc.Find(as(t, s.near), d.ID); err != nil {
		t.Errorf("shown again: %v", err)
	}
}

func TestFollowersAreThoseWhoMaySee(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, p := range []staff.Person{s.asker, s.near, s.stranger} {
		if err := s.svc.Follow(as(t, p), "position", s.position.Code, true); err != nil {
			t.Fatal(err)
		}
	}
	d := s.ask(t, s.asker, "Thiếu giấy tờ")
	got, err := communities.Followers(t.Context(), s.db, d.Post)
	if err != nil || len(got) != 1 || got[0] != s.near.ID {
		t.Errorf("told: %v, %v", got, err)
	}
}
