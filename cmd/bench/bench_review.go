package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/db"
)

// launches is how often a review of the province is launched.
const launches = 3

// benchReview launches a review of the whole province over HTTP, in every
// competency that posts require, waits until everyone is asked, and compares it
// with one insert … select of as many rows into an equal table. While it launches a learner saves answers to
// another review: the slowest says whether a launch holds up others. Then it
// times the lists of the open review, a third of it answered.
func benchReview(ctx context.Context, b *bench) error {
	pool := db.Open(db.Target{Options: b.options, Patient: true, MaxOpen: 1})
	defer func() { _ = pool.Close() }()
	officer, err := b.signIn("sonoivu")
	if err != nil {
		return err
	}
	save, err := b.saver()
	if err != nil {
		return err
	}
	if _, err := pool.ExecContext(ctx, equalItems); err != nil {
		return err
	}
	var id uuid.UUID
	var took, plain, ratios []float64
	for range launches {
		began := b.clock.Now()
		var answered time.Duration
		slowest, err := b.meanwhile(ctx, save, func() error {
			if id, err = b.launchReview(officer); err != nil {
				return err
			}
			answered = b.clock.Now().Sub(began)
			return b.waitOpen(officer, id)
		})
		if err != nil {
			return err
		}
		v := b.clock.Now().Sub(began).Seconds()
		r, err := b.insertPlainly(ctx, pool, id)
		if err != nil {
			return err
		}
		say(fmt.Sprintf("the click answered in %s, everyone asked after %.2f s, the plain insert %.2f s; the slowest answer saved meanwhile %s",
			answered.Round(time.Millisecond), v, r, slowest.Round(time.Millisecond)))
		took, plain, ratios = append(took, v), append(plain, r), append(ratios, r/v)
	}
	report("review-launch", median(took), "s", median(plain), median(ratios))
	return b.timeReviewLists(ctx, pool, officer, id)
}

// equalItems makes a table like review_items, with its constraints, its indexes
// and the tables it points to.
const equalItems = `create table bench_items (like review_items including all);
	alter table bench_items add foreign key (review_id) references reviews, add foreign key (part_id) references review_parts,
		add foreign key (staff_id) references staff, add foreign key (competency_id) references competencies`

// insertPlainly times one statement that writes as many items as a review has.
func (b *bench) insertPlainly(ctx context.Context, pool *bun.DB, id uuid.UUID) (float64, error) {
	if _, err := pool.ExecContext(ctx, "truncate bench_items"); err != nil {
		return 0, err
	}
	began := b.clock.Now()
	_, err := pool.ExecContext(ctx, `insert into bench_items (id, review_id, part_id, staff_id, competency_id, required, evidence_level)
		select gen_random_uuid(), review_id, part_id, staff_id, competency_id, required, evidence_level
		from review_items
		where review_id = ?`, id)
	if err != nil {
		return 0, err
	}
	return b.clock.Now().Sub(began).Seconds(), nil
}

// wholeProvince asks everyone in everything that their posts require.
func wholeProvince() []byte {
	return []byte(`{"title":"Rà soát toàn tỉnh","note":"","deadline":"2099-12-31","threshold":2,"ask_self":true,"ask_superior":true,"ask_test":true,` +
		`"units":[],"positions":[],"competencies":[]}`)
}

func (b *bench) launchReview(token string) (uuid.UUID, error) {
	answer, err := b.call("POST", "/api/v1/reviews", token, wholeProvince())
	if err != nil {
		return uuid.Nil, err
	}
	var made struct {
		ID uuid.UUID `json:"id"`
	}
	err = json.Unmarshal(answer, &made)
	return made.ID, err
}

// launchLimit is how long a launch may take.
const launchLimit = 2 * time.Minute

// waitOpen asks, as the page does, until a review is made and everyone is asked.
func (b *bench) waitOpen(token string, id uuid.UUID) error {
	for deadline := b.clock.Now().Add(launchLimit); b.clock.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		var r struct {
			State string `json:"state"`
		}
		if err := b.read("/api/v1/reviews/"+id.String(), token, &r); err != nil {
			return err
		}
		if r.State == "open" {
			return nil
		}
	}
	return errNotReady
}

// saver gives the deed of a learner who saves an answer to the demo's review.
func (b *bench) saver() (func() error, error) {
	token, err := b.signIn("hocvien")
	if err != nil {
		return nil, err
	}
	var mine struct {
		Items []struct {
			Review struct {
				ID string `json:"id"`
			} `json:"review"`
		} `json:"items"`
	}
	if err := b.read("/api/v1/reviews/mine", token, &mine); err != nil {
		return nil, err
	}
	var sheet struct {
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
	}
	if err := b.read("/api/v1/reviews/mine/"+mine.Items[0].Review.ID, token, &sheet); err != nil {
		return nil, err
	}
	path := "/api/v1/reviews/items/" + sheet.Items[0].ID + "/self"
	return func() error {
		_, err := b.call("PUT", path, token, []byte(`{"level":2,"note":""}`))
		return err
	}, nil
}

func (b *bench) read(path, token string, into any) error {
	body, err := b.call("GET", path, token, nil)
	if err != nil {
		return err
	}
	return json.Unmarshal(body, into)
}

// meanwhile repeats small while large runs and gives the slowest small.
func (b *bench) meanwhile(ctx context.Context, small, large func() error) (time.Duration, error) {
	ctx, stop := context.WithCancel(ctx)
	var slowest time.Duration
	var failed error
	var all sync.WaitGroup
	all.Go(func() {
		for ctx.Err() == nil && failed == nil {
			began := b.clock.Now()
			failed = small()
			slowest = max(slowest, b.clock.Now().Sub(began))
		}
	})
	err := large()
	stop()
	all.Wait()
	if err == nil {
		err = failed
	}
	return slowest, err
}

// timeReviewLists answers a third of a review at random and times what its
// officer and an appraiser look at.
func (b *bench) timeReviewLists(ctx context.Context, pool *bun.DB, officer string, id uuid.UUID) error {
	if err := answerReview(ctx, pool, id); err != nil {
		return err
	}
	var counts struct{ People, Items int }
	err := pool.NewRaw("select sum(people) as people, sum(items) as items from review_parts where review_id = ?", id).Scan(ctx, &counts.People, &counts.Items)
	if err != nil {
		return err
	}
	say(fmt.Sprintf("the review asks %d people, %d items", counts.People, counts.Items))
	leader, err := b.signIn("lanhdao")
	if err != nil {
		return err
	}
	var parts struct {
		Items []struct{ ID string }
	}
	if err := b.read("/api/v1/reviews/"+id.String()+"/parts?q="+url.QueryEscape("Thiên Trường"), leader, &parts); err != nil {
		return err
	}
	people := "/api/v1/reviews/parts/" + parts.Items[0].ID + "/people"
	var asked struct {
		Items []struct {
			StaffID string `json:"staff_id"`
		}
	}
	if err := b.read(people, leader, &asked); err != nil {
		return err
	}
	one := "/api/v1/reviews/" + id.String()
	began := b.clock.Now()
	if _, err := b.call("POST", "/api/v1/reviews/reach", officer, wholeProvince()); err != nil {
		return err
	}
	say(fmt.Sprintf("counting whom a choice reaches: %s", b.clock.Now().Sub(began).Round(time.Millisecond)))
	for _, look := range []struct{ name, token, path string }{
		{"review-numbers", officer, one},
		{"review-parts", officer, one + "/parts"},
		{"review-parts-late", officer, one + "/parts?sort=-late"},
		{"review-joined", officer, one + "/joined"},
		{"review-unled", officer, one + "/unled"},
		{"review-calibration", officer, one + "/calibration"},
		{"review-people", leader, people},
		{"review-form", leader, one + "/people/" + asked.Items[0].StaffID},
	} {
		v, r, ratio, err := alternate(ctx, func(ctx context.Context, during time.Duration) (float64, error) {
			return rate(ctx, 1, during, func(context.Context, int) error {
				_, err := b.call("GET", look.path, look.token, nil)
				return err
			})
		}, func(ctx context.Context, during time.Duration) (float64, error) {
			return rate(ctx, 1, during, func(ctx context.Context, _ int) error {
				return scanOne(ctx, pool, "select count(*) from review_parts")
			})
		})
		if err != nil {
			return err
		}
		report(look.name, v, "looks/s", r, ratio)
		say(fmt.Sprintf("%s: %s each", look.name, time.Duration(float64(time.Second)/v).Round(100*time.Microsecond)))
	}
	return nil
}

// answerReview has a third of a review's people answered for and appraised.
func answerReview(ctx context.Context, pool *bun.DB, id uuid.UUID) error {
	for _, statement := range []string{
		`update review_items set self_level = (random() * 5)::integer, self_at = now(), superior_level = (random() * 5)::integer, superior_at = now()
			where review_id = ? and get_byte(uuid_send(staff_id), 15) < 85`,
		`update review_parts p set self_done = n.done, superior_done = n.done, apart = n.apart
			from (select part_id, count(self_level) as done, count(*) filter (where spread >= 2) as apart from review_items where review_id = ? group by part_id) n
			where n.part_id = p.id`,
	} {
		if _, err := pool.ExecContext(ctx, statement, id); err != nil {
			return err
		}
	}
	_, err := pool.ExecContext(ctx, "analyze review_items")
	return err
}
