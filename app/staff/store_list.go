package staff

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

	"camtay/app/access"
	"camtay/app/clock"
)

// InScope is the condition, for use as a query argument, that the person whose
// id stands in a column lies in a scope on a day: the home unit, or the unit of
// a post held that day, is at or below one of the scope's units. Whoever has
// left lies nowhere. The zero Scope holds nobody.
//
//	q.Where("?", staff.InScope("g.staff_id", access.ScopeOf(ctx, access.GapsRead), today))
func InScope(column string, scope access.Scope, on clock.Day) schema.QueryWithArgs {
	return bun.SafeQuery(`? in (
		select s.id
		from staff s
		join units u on u.id = s.unit_id
		where u.path <@ any(?)
		and (s.left_on is null or s.left_on > ?::date)
		union all
		select s.id
		from posts p
		join staff s on s.id = p.staff_id
		join units u on u.id = p.unit_id
		where u.path <@ any(?)
		and p.during @> ?::date
		and (s.left_on is null or s.left_on > ?::date))`,
		bun.Ident(column), scope, on, scope, on, on)
}

// Profile is a person with the home unit's name and posts with their names.
type Profile struct {
	Person

	UnitName string
	Posts    []Holding
}

// Holding is a post with the names of its position and unit.
type Holding struct {
	Post

	PositionVI string
	PositionEN string
	Unit       string
}

// PeopleFilter narrows a list of people.
type PeopleFilter struct {
	Q          string
	UnitPath   string // of the unit, the units below count too
	UnitID     uuid.UUID
	PositionID uuid.UUID
	After      []string // given name, family name, id of the last row shown
	Limit      int
}

const peopleKeys = 3

// List are the people of a scope by given name, then family and middle names, in
// Vietnamese order, at most Limit+1, with the posts they hold on a day.
func List(ctx context.Context, db bun.IDB, scope access.Scope, f PeopleFilter, on clock.Day) ([]Profile, error) {
	var people []Person
	q := db.NewSelect().Model(&people).Where("?", InScope("person.id", scope, on))
	if f.Q != "" {
		q = q.Where("person.search like '%' || fold_text(?) || '%'", likeText(f.Q))
	}
	if f.UnitPath != "" {
		q = q.Where("?", InScope("person.id", access.Everywhere(f.UnitPath), on))
	}
	if f.PositionID != uuid.Nil {
		q = q.Where("exists (select 1 from posts p where p.staff_id = person.id and p.position_id = ? and p.during @> ?::date)", f.PositionID, on)
	}
	if f.After != nil {
		q = q.Where(`(person.given_name collate "vi-x-icu", person.family_name collate "vi-x-icu", person.id) > (?, ?, ?)`,
			f.After[0], f.After[1], f.After[2])
	}
	q = q.OrderExpr(`person.given_name collate "vi-x-icu", person.family_name collate "vi-x-icu", person.id`).
		Limit(int64(f.Limit) + 1)
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	return profiles(ctx, db, people, on)
}

// profiles adds the names of units and positions to people, in their order, with
// the posts held on a day, or all for the zero day.
func profiles(ctx context.Context, db bun.IDB, people []Person, on clock.Day) ([]Profile, error) {
	if len(people) == 0 {
		return nil, nil
	}
	ids, unitIDs := make([]uuid.UUID, 0, len(people)), make([]uuid.UUID, 0, len(people))
	for _, p := range people {
		ids, unitIDs = append(ids, p.ID), append(unitIDs, p.UnitID)
	}
	var units []struct {
		ID   uuid.UUID
		Name string
	}
	if err := db.NewRaw("select id, name from units where id in (?)", bun.List(unitIDs)).Scan(ctx, &units); err != nil {
		return nil, fmt.Errorf("read units: %w", err)
	}
	unitName := make(map[uuid.UUID]string, len(units))
	for _, u := range units {
		unitName[u.ID] = u.Name
	}
	holdings, err := holdingsOf(ctx, db, ids, on)
	if err != nil {
		return nil, err
	}
	all := make([]Profile, 0, len(people))
	for _, p := range people {
		all = append(all, Profile{Person: p, UnitName: unitName[p.UnitID], Posts: holdings[p.ID]})
	}
	return all, nil
}

// FindInScope is the person of an id with all posts, latest first; ErrNotFound
// for one who does not exist or lies outside the scope.
func FindInScope(ctx context.Context, db bun.IDB, scope access.Scope, id uuid.UUID, on clock.Day) (Profile, error) {
	var person Person
	err := db.NewSelect().Model(&person).
		Where("person.id = ?", id).
		Where("?", InScope("person.id", scope, on)).
		Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Profile{}, ErrNotFound
	case err != nil:
		return Profile{}, fmt.Errorf("find person: %w", err)
	}
	found, err := profiles(ctx, db, []Person{person}, clock.Day{})
	if err != nil {
		return Profile{}, err
	}
	return found[0], nil
}

// holdingsOf are the posts of people by person, the permanent one first, then
// the latest; those held on a day, or all for the zero day.
func holdingsOf(ctx context.Context, db bun.IDB, ids []uuid.UUID, on clock.Day) (map[uuid.UUID][]Holding, error) {
	byPerson := make(map[uuid.UUID][]Holding, len(ids))
	var rows []struct {
		ID, StaffID, PositionID, UnitID uuid.UUID
		Kind                            string
		From, Until                     clock.Day
		PositionVI                      string `bun:"position_vi"`
		PositionEN                      string `bun:"position_en"`
		Unit                            string
	}
	err := db.NewRaw(`select p.id, p.staff_id, p.position_id, p.unit_id, p.kind,
			lower(p.during) as "from", upper(p.during) as until,
			x.name_vi as position_vi, x.name_en as position_en, u.name as unit
		from posts p
		join positions x on x.id = p.position_id
		join units u on u.id = p.unit_id
		where p.staff_id in (?)
		and (?::date is null or p.during @> ?::date)
		order by p.kind = 'permanent' and ?::date is not null desc, lower(p.during) desc, p.kind desc, p.id`,
		bun.List(ids), on, on, on).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list posts: %w", err)
	}
	for _, r := range rows {
		byPerson[r.StaffID] = append(byPerson[r.StaffID], Holding{
			Post: Post{
				ID: r.ID, StaffID: r.StaffID, PositionID: r.PositionID, UnitID: r.UnitID,
				Kind: r.Kind, From: r.From, Until: r.Until,
			},
			PositionVI: r.PositionVI, PositionEN: r.PositionEN, Unit: r.Unit,
		})
	}
	return byPerson, nil
}
