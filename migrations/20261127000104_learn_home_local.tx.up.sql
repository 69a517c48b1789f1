-- owner: learn
create trigger home_change after insert or update or delete or truncate on unit_requirements
    for each statement execute function home_changed_for_all();
