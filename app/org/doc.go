// Package org keeps the tree of units: province, departments, communes and
// wards, their offices, and which communes are neighbours. It knows nothing of
// the people in them. It owns units, unit_above and unit_neighbours. Everyone above asks it
// for a unit's path; nobody else writes it.
package org
