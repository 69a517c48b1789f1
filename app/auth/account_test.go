package auth

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"camtay/app/access"
	"camtay/app/clock"
)

func TestLoginsAreBroughtToOneForm(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"  CB-0001 ":          "cb-0001",
		"Lan@NinhBinh.gov.vn": "lan@ninhbinh.gov.vn",
		"A\u0302N":            "ân",
	} {
		if got := normalLogin(typed); got != want {
			t.Errorf("normalLogin(%q) = %q, want %q", typed, got, want)
		}
	}
	for login, want := range map[string]bool{"cb-0001": true, "": false, "a b": false, "a\x00b": false} {
		if got := validLogin(login); got != want {
			t.Errorf("validLogin(%q) = %v, want %v", login, got, want)
		}
	}
}

func TestNetworksAreCountedAsSubscribers(t *testing.T) {
	t.Parallel()
	for ip, want := range map[string]string{
		"10.1.2.3":                 "10.1.2.3",
		"::ffff:10.1.2.3":          "10.1.2.3",
		"2001:db8:1:2:aaaa::1":     "2001:db8:1:2::/64",
		"2001:db8:1:2:bbbb::2":     "2001:db8:1:2::/64",
		"fe80::1%eth0":             "fe80::/64",
		"":                         "",
		"10.0.0.1, 10.0.0.2":       "",
		"2001:db8:1:3:aaaa:0:0:99": "2001:db8:1:3::/64",
	} {
		if got := clientNetwork(ip); got != want {
			t.Errorf("clientNetwork(%q) = %q, want %q", ip, got, want)
		}
	}
}

func TestGrantsOutsideOfTheScopeAreNeitherAddedNorDropped(t *testing.T) {
	t.Parallel()
	ward := Held{Role: access.Learner, UnitID: uuid.New(), Path: "37.001"}
	centre := Held{Role: access.Mentor, UnitID: uuid.New(), Path: "37.001.hcc"}
	province := Held{Role: access.DepartmentOfficer, UnitID: uuid.New(), Path: "37"}
	other := Held{Role: access.UnitLeader, UnitID: uuid.New(), Path: "37.0012"}
	scope := access.Everywhere("37.001")

	add, drop, err := planGrants(scope, []Held{ward, province}, []Held{centre, centre, province})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]Held{{centre}, {ward}}, [][]Held{add, drop}); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
	if _, _, err := planGrants(scope, nil, []Held{other}); !errors.Is(err, errOutOfScope) {
		t.Errorf("a neighbour's unit: got %v, want errOutOfScope", err)
	}
	if covers(scope, []Held{ward, province}) || !covers(scope, []Held{ward, centre}) {
		t.Error("covers does not tell wider grants from own")
	}
}

func TestPeopleWhoLeftAreClosed(t *testing.T) {
	t.Parallel()
	today := clock.DayOf(noon())
	if (holder{LeftOn: today.AddDays(1)}).closed(today) {
		t.Error("closed a day before leaving")
	}
	if !(holder{LeftOn: today}).closed(today) {
		t.Error("open on the day of leaving")
	}
}
