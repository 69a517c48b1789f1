-- owner: learn
-- A home page shows which courses narrow a gap, and criteria decide that.
create trigger home_change after insert or update or delete or truncate on criteria_sets
    for each statement execute function home_changed_for_all();
