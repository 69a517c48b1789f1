package demo_test
import ("testing";"fmt";"time";"camtay/app/demo";"camtay/app/clock";"camtay/migrations/testdb";"camtay/app/evidence")
func TestMeasureFull(t *testing.T) {
	pool := testdb.New(t)
	now := clock.System{}.Now()
	load(t, pool, now)
	begin := time.Now()
	last := begin
	if err := demo.Seed(t.Context(), pool, demo.Config{Seed: 2026, Staff: 8000, Now: now}, func(s string){ fmt.Printf("%6.2fs (+%.2f) %s\n", time.Since(begin).Seconds(), time.Since(last).Seconds(), s); last=time.Now() }); err != nil { t.Fatal(err) }
	fmt.Printf("total %.2fs\n", time.Since(begin).Seconds())
	n, err := evidence.Verify(t.Context(), pool)
	fmt.Println("verified", n, err)
	show := func(q string) {
		rows, err := pool.QueryContext(t.Context(), q); if err != nil { t.Fatal(q, err) }
		defer rows.Close()
		cols, _ := rows.Columns()
		for rows.Next() { v := make([]any, len(cols)); p := make([]any, len(cols)); for i := range v { p[i]=&v[i] }; rows.Scan(p...); for i := range v { if b, ok := v[i].([]byte); ok { v[i]=string(b) } }; fmt.Println(v...) }
	}
	show(`select 'people', count(*) from staff`)
	show(`select 'posts', kind, count(*), count(*) filter (where during @> current_date), count(*) filter (where upper(during)<=current_date), count(*) filter (where lower(during)>current_date) from posts group by kind`)
	show(`select 'conc people', count(distinct staff_id) from posts where kind='concurrent' and during @> current_date`)
	show(`select kind, action, count(*) from evidence_entries group by 1,2 order by 3 desc`)
	show(`select 'entries', count(*) from evidence_entries`)
	show(`select 'met', avg((gap=0)::int)::float, avg((gap=0 )::int) filter (where critical)::float from v_gaps`)
	show(`select c.code, round(avg((gap=0)::int),2), count(*), string_agg(distinct required::text, '') from v_gaps g join competencies c on c.id=g.competency_id group by c.code order by 2`)
	show(`select min(m), percentile_cont(array[.1,.5,.9]) within group (order by m), max(m) from (select subpath(u.path,0,2), avg((gap=0)::int)::float m from v_gaps g join staff s on s.id=g.staff_id join units u on u.id=s.unit_id group by 1) x`)
	show(`select extract(year from age(born_on))::int/5*5 as a, count(*), (select 1) from staff group by 1 order by 1`)
	show(`select extract(year from age(born_on))::int/10*10 as a, round(avg((gap=0)::int),2), round(avg((gap=0)::int) filter (where c.code like 'KNS%'),2), round(avg((gap=0)::int) filter (where c.code in ('NVM-02','NVM-07','NVM-08')),2) from v_gaps g join staff s on s.id=g.staff_id join competencies c on c.id=g.competency_id group by 1 order by 1`)
	show(`select 'mentors', count(*), count(*) filter (where champion), count(*) filter (where extract(year from born_on)>=1990) from mentors m join staff s on s.id=m.staff_id`)
	show(`select state, count(*) from pairs group by 1`)
	show(`select 'sessions', count(*), count(*) filter (where confirmed_at is null) from coaching_sessions`)
	show(`select min(n), avg(n)::int, max(n) from (select subpath(u.path,0,2) c, count(*) n from staff s join units u on u.id=s.unit_id where nlevel(u.path)>2 group by 1) x`)
	show(`select full_name, count(*) from staff group by 1 order by 2 desc limit 6`)
	show(`select s.full_name, s.gender, s.born_on::text, s.code, s.rank_code, s.major, x.name_vi from staff s join posts p on p.staff_id=s.id and p.kind='permanent' join positions x on x.id=p.position_id where p.during @> current_date order by md5(s.code) limit 12`)
	show(`select 'kemcap', state, count(*) from pairs p join accounts a on a.staff_id=p.mentor_id where a.login='kemcap' group by 2`)
	show(`select c.code, g.required, g.level, g.gap from v_gaps g join competencies c on c.id=g.competency_id join accounts a on a.staff_id=g.staff_id where a.login='hocvien' order by 1`)
	show(`select login, s.full_name, s.code from accounts a join staff s on s.id=a.staff_id where password_hash<>''`)
	show(`select pg_size_pretty(pg_database_size(current_database()))`)
}
